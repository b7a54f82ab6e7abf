package io.biplane.kernel.network;

import java.util.Optional;

/** A machine's plug in the network: its name, its place, and the process that listens there now. */
public final class Endpoint {
    private final int index;
    private final String name;
    private final String region;
    private final String zone;
    private Peer process;
    private boolean powered = true;

    Endpoint(int index, String name, String region, String zone) {
        this.index = index;
        this.name = name;
        this.region = region;
        this.zone = zone;
    }

    int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public String region() {
        return region;
    }

    public String zone() {
        return zone;
    }

    /** The process that runs on the machine now. */
    public Optional<Peer> process() {
        return Optional.ofNullable(process);
    }

    Peer processOrNull() {
        return process;
    }

    /** A process starts to listen. */
    public void attach(Peer started) {
        process = started;
    }

    /** No process listens any more; senders are refused while the machine is powered. */
    public void detach() {
        process = null;
    }

    /** Whether the machine answers at all. */
    public boolean isPowered() {
        return powered;
    }

    /** Switches the machine's power. */
    public void power(boolean on) {
        powered = on;
    }
}
