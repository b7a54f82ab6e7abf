package io.biplane.kernel.akka;

import akka.actor.ActorCell;
import akka.dispatch.Dispatcher;
import akka.dispatch.Envelope;
import akka.dispatch.Mailbox;
import akka.dispatch.MessageDispatcherConfigurator;
import akka.dispatch.sysmsg.DeathWatchNotification;
import akka.dispatch.sysmsg.Failed;
import akka.dispatch.sysmsg.SystemMessage;
import akka.dispatch.sysmsg.Watch;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.loop.Outbox;

import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

import java.util.concurrent.TimeUnit;

/**
 * Akka's dispatcher with everything that concerns threads taken out: a mailbox that has something
 * to do becomes a ready task
 * of its process, and a message from another host's running task becomes a packet.
 *
 * <p>One message a task (throughput 1), so that interleavings are as fine as they can be and CPU
 * cost counts per message.
 */
final class SimDispatcher extends Dispatcher {
    private final LoopProcess process;
    private final EventLoop loop;

    SimDispatcher(MessageDispatcherConfigurator configurator, String id, LoopProcess process) {
        super(
                configurator,
                id,
                1,
                Duration.Zero(),
                (name, threads) -> () -> new SimExecutor(process),
                new FiniteDuration(1, TimeUnit.SECONDS));
        this.process = process;
        this.loop = process.loop();
    }

    @Override
    public void dispatch(ActorCell receiver, Envelope envelope) {
        if (!loop.isOwnThread()) {
            return;
        }
        LoopProcess running = loop.running();
        if (running != process && running != null) {
            process.receiveAcross(receiver.self(), envelope.message(), envelope.sender());
            return;
        }
        Outbox outbox = loop.outbox();
        if (outbox == null) {
            deliver(receiver, envelope);
        } else {
            outbox.add(() -> deliver(receiver, envelope));
        }
    }

    private void deliver(ActorCell receiver, Envelope envelope) {
        Mailbox mailbox = receiver.mailbox();
        mailbox.enqueue(receiver.self(), envelope);
        registerForExecution(mailbox, true, false);
    }

    @Override
    public void systemDispatch(ActorCell receiver, SystemMessage message) {
        if (message instanceof Failed failed) {
            process.actorFailed(failed.cause());
        } else if (message instanceof Watch watch && loop.running() != null) {
            requireSameHost(watch);
        }
        Outbox outbox = loop.outbox();
        if (outbox != null && message instanceof DeathWatchNotification) {
            // Who watches an actor hears of its end after its last word.
            outbox.add(() -> super.systemDispatch(receiver, message));
        } else {
            super.systemDispatch(receiver, message);
        }
    }

    private void requireSameHost(Watch watch) {
        if (loop.running() != process) {
            throw new InvariantViolation("an actor of host "
                    + loop.running().hostName() + " watches " + watch.watchee().path()
                    + " of host " + process.hostName()
                    + ": watching across hosts is not supported; use Transport.onPeerLost");
        }
    }

    @Override
    public boolean registerForExecution(
            Mailbox mailbox, boolean hasMessageHint, boolean hasSystemMessageHint) {
        if (process.isAlive()
                && mailbox.canBeScheduledForExecution(hasMessageHint, hasSystemMessageHint)
                && mailbox.setAsScheduled()) {
            loop.ready(process, mailbox);
            return true;
        }
        return false;
    }
}
