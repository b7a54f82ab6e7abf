package io.biplane.kernel.akka;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;

import com.typesafe.config.Config;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.loop.LoopProcess;

import scala.Option;

/**
 * The default mailbox of a booted system: makes a {@link SimMessageQueue} for each actor; named in
 * its configuration.
 */
public final class SimMailboxType implements MailboxType, ProducesMessageQueue<SimMessageQueue> {
    /** Akka numbers these actors over all systems of the JVM; the number is no part of a run. */
    private static final String JVM_COUNTED = "/system/eventStreamUnsubscriber-";

    private final LoopProcess process;

    /** Called by Akka. */
    public SimMailboxType(ActorSystem.Settings settings, Config config) {
        this.process = (LoopProcess) HostServices.of(settings.setup());
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        String path = owner.isDefined() ? owner.get().path().toStringWithoutAddress() : "";
        return new SimMessageQueue(process, path.startsWith(JVM_COUNTED) ? JVM_COUNTED : path);
    }
}
