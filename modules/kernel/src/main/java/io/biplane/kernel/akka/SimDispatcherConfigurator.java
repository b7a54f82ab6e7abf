package io.biplane.kernel.akka;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;

import com.typesafe.config.Config;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.loop.LoopProcess;

/** Makes the {@link SimDispatcher} of a booting actor system; named in its configuration. */
public final class SimDispatcherConfigurator extends MessageDispatcherConfigurator {
    private final SimDispatcher dispatcher;

    /** Called by Akka. */
    public SimDispatcherConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        LoopProcess process =
                (LoopProcess) HostServices.of(prerequisites.settings().setup());
        this.dispatcher = new SimDispatcher(this, config.getString("id"), process);
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }
}
