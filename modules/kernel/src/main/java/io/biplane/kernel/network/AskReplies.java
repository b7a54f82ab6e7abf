package io.biplane.kernel.network;

import akka.actor.ActorRef;
import akka.actor.typed.internal.AdaptMessage;

import io.biplane.kernel.loop.EventLoop;

import scala.util.Failure;
import scala.util.Try;

import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Keeps asks honest across hosts.
 *
 * <p>Akka's {@code ask} completes a promise in the answering task itself: the time-out is cancelled
 * at once and the result goes to
 * the asker as an internal message. That message then travels as a packet; were it lost, the asker
 * would hear neither reply nor
 * time-out. So the two, cancelled time-out and result, are matched here (they come from the same
 * task, in either
 * order), and the time-out stays armed until the result has arrived.
 */
final class AskReplies {
    private final EventLoop loop;
    private AskReply latest;
    private long latestStep = -1;
    private Peer cancelledAsker;
    private long cancelledDueAtNanos;
    private long cancelledStep = -1;

    AskReplies(EventLoop loop) {
        this.loop = loop;
    }

    /** A reply's state, if {@code message} is the result of an ask by the Scala API. */
    Optional<AskReply> ifReply(Peer asker, ActorRef receiver, Object message) {
        if (!(message instanceof AdaptMessage<?, ?> adapt && adapt.message() instanceof Try)) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked")
        AdaptMessage<Object, Object> result = (AdaptMessage<Object, Object>) adapt;
        TimeoutException late =
                new TimeoutException("the reply to an ask was lost or came too late");
        return Optional.of(open(
                asker,
                () -> asker.receive(
                        receiver,
                        result.copy(new Failure<>(late), result.adapter()),
                        ActorRef.noSender())));
    }

    /** The state of a reply on its way to {@code asker}. */
    AskReply open(Peer asker, Runnable timeOut) {
        AskReply reply = new AskReply(loop, asker, timeOut);
        if (cancelledStep == loop.stepCount() && cancelledAsker == asker) {
            cancelledStep = -1;
            reply.arm(cancelledDueAtNanos);
        } else {
            latest = reply;
            latestStep = loop.stepCount();
        }
        cancelledAsker = null;
        return reply;
    }

    void answered(Peer asker, long timeoutAtNanos) {
        if (latestStep == loop.stepCount() && latest != null && latest.isOf(asker)) {
            latest.arm(timeoutAtNanos);
            latest = null;
        } else {
            cancelledAsker = asker;
            cancelledDueAtNanos = timeoutAtNanos;
            cancelledStep = loop.stepCount();
        }
    }
}
