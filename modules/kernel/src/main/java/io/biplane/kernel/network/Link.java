package io.biplane.kernel.network;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.trace.Hashes;

/** One directed link: its specification, its stream of draws, and what is on its way. */
final class Link {
    private final SimRandom random;
    private final long traceWord;
    // State of the wire: three instants and the specification in force.
    private LinkSpec spec;
    private long sendingUntilNanos;
    private long lastArrivalNanos;

    Link(Endpoint from, Endpoint to, LinkSpec spec, SimRandom random) {
        this.random = random;
        this.spec = spec;
        this.traceWord = Hashes.fold(Hashes.text(from.name()), Hashes.text(to.name()));
    }

    void spec(LinkSpec changed) {
        spec = changed;
    }

    LinkSpec spec() {
        return spec;
    }

    /** What identifies the link in the trace's digest. */
    long traceWord() {
        return traceWord;
    }

    boolean loses() {
        return spec.lossProbability() > 0 && random.chance(spec.lossProbability());
    }

    /**
     * Draws when a packet sent now arrives.
     *
     * @param extraNanos delay that a rule adds
     * @param inOrder whether it may not overtake, nor be overtaken
     */
    long arrival(long nowNanos, int bytes, long extraNanos, boolean inOrder) {
        long leaves = nowNanos;
        if (spec.bytesPerSecond() > 0) {
            long sendNanos = StrictMath.round(bytes * 1e9 / spec.bytesPerSecond());
            leaves = Math.max(nowNanos, sendingUntilNanos) + sendNanos;
            sendingUntilNanos = leaves;
        }
        long arrives = leaves + spec.latency().draw(random) + extraNanos;
        if (!inOrder) {
            return arrives;
        }
        lastArrivalNanos = Math.max(arrives, lastArrivalNanos);
        return lastArrivalNanos;
    }

    /** New processes, new connection: what was sent before no longer holds anything up. */
    void reconnect() {
        lastArrivalNanos = 0;
    }
}
