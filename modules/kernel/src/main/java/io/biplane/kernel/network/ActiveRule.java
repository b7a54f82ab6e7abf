package io.biplane.kernel.network;

import io.biplane.kernel.loop.EventLoop;

/** A rule in force: what it is called, since when, until when, and the handle that ends it. */
public final class ActiveRule {
    private final Network network;
    private final EventLoop loop;
    private final String name;
    private final Rule rule;
    private final long sinceNanos;
    private long endsAtNanos = Long.MAX_VALUE;

    ActiveRule(Network network, EventLoop loop, String name, Rule rule) {
        this.network = network;
        this.loop = loop;
        this.name = name;
        this.rule = rule;
        this.sinceNanos = loop.nowNanos();
    }

    /** Name given when it was added, such as {@code partition(n1|n2,n3)}. */
    public String name() {
        return name;
    }

    /** Virtual instant it came into force. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Virtual instant it ends; {@code Long.MAX_VALUE} when it stays until ended by hand. */
    public long endsAtNanos() {
        return endsAtNanos;
    }

    Rule rule() {
        return rule;
    }

    boolean isInForce() {
        return loop.nowNanos() < endsAtNanos;
    }

    /** Lets it end at an instant. */
    public ActiveRule until(long atNanos) {
        endsAtNanos = atNanos;
        network.endAt(this, atNanos);
        return this;
    }

    /** Ends it now. Ending twice does no harm. */
    public void end() {
        endsAtNanos = Math.min(endsAtNanos, loop.nowNanos());
        network.remove(this);
    }
}
