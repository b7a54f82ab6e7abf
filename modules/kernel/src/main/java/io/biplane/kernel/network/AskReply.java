package io.biplane.kernel.network;

import akka.actor.ActorRef;
import akka.actor.typed.internal.AdaptMessage;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.queue.SimEvent;

import scala.util.Failure;

import java.util.concurrent.TimeoutException;

/** The result of one ask on its way to the asker: it arrives once, or the asker's time-out fires at its instant. */
final class AskReply extends SimEvent {
    private final EventLoop loop;
    private final Peer asker;
    private final ActorRef receiver;
    private final AdaptMessage<?, ?> result;
    private boolean settled;

    AskReply(EventLoop loop, Peer asker, ActorRef receiver, AdaptMessage<?, ?> result) {
        this.loop = loop;
        this.asker = asker;
        this.receiver = receiver;
        this.result = result;
    }

    boolean isOf(Peer peer) {
        return asker == peer;
    }

    void arm(long timeoutAtNanos) {
        loop.at(timeoutAtNanos, this);
    }

    /** The result arrives: true unless it came before or the time-out fired. */
    boolean arrives() {
        if (settled) {
            return false;
        }
        settled = true;
        loop.cancel(this);
        return true;
    }

    /** The time-out. */
    @Override
    public void fire() {
        settled = true;
        @SuppressWarnings("unchecked")
        AdaptMessage<Object, Object> known = (AdaptMessage<Object, Object>) result;
        TimeoutException late =
                new TimeoutException("the reply to an ask was lost or came too late");
        asker.receive(
                receiver, known.copy(new Failure<>(late), known.adapter()), ActorRef.noSender());
    }

    @Override
    public boolean belongsTo(Object owner) {
        return owner == asker;
    }
}
