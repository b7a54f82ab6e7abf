package io.biplane.kernel.host;

import akka.actor.setup.Setup;

/** Carries the {@link HostServices} of a host inside the actor system that runs on it. */
public final class HostSetup extends Setup {
    private final HostServices services;

    public HostSetup(HostServices services) {
        this.services = services;
    }

    public HostServices services() {
        return services;
    }
}
