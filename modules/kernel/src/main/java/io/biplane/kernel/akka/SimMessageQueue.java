package io.biplane.kernel.akka;

import akka.actor.ActorRef;
import akka.dispatch.DequeBasedMessageQueueSemantics;
import akka.dispatch.Envelope;
import akka.dispatch.MessageQueue;
import akka.dispatch.UnboundedMessageQueueSemantics;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.trace.Hashes;
import io.biplane.kernel.trace.Trace;

import java.util.ArrayDeque;

/**
 * An actor's queue: a plain deque, as one thread runs everything. Taking a message out is what the
 * trace calls a delivery.
 *
 * <p>The actor's hash is over host name and path, computed once; the uid that Akka draws at random
 * is not part of it.
 */
final class SimMessageQueue
        implements MessageQueue,
                DequeBasedMessageQueueSemantics,
                UnboundedMessageQueueSemantics,
                Trace.Mailboxed {
    private final ArrayDeque<Envelope> waiting = new ArrayDeque<>(4);
    private final LoopProcess process;
    private final EventLoop loop;
    private final Trace trace;
    private final String path;
    private final long actorHash;

    SimMessageQueue(LoopProcess process, String path) {
        this.process = process;
        this.loop = process.loop();
        this.trace = loop.trace();
        this.path = path;
        this.actorHash = Hashes.fold(process.hostHash(), Hashes.text(path));
    }

    @Override
    public void enqueue(ActorRef receiver, Envelope envelope) {
        waiting.addLast(envelope);
    }

    @Override
    public void enqueueFirst(ActorRef receiver, Envelope envelope) {
        waiting.addFirst(envelope);
    }

    @Override
    public Envelope dequeue() {
        Envelope envelope = waiting.pollFirst();
        if (envelope != null) {
            trace.delivered(loop.nowNanos(), actorHash, this, envelope.message());
        }
        return envelope;
    }

    @Override
    public int numberOfMessages() {
        return waiting.size();
    }

    @Override
    public boolean hasMessages() {
        return !waiting.isEmpty();
    }

    @Override
    public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
        Envelope envelope = waiting.pollFirst();
        while (envelope != null) {
            deadLetters.enqueue(owner, envelope);
            envelope = waiting.pollFirst();
        }
    }

    @Override
    public String hostName() {
        return process.hostName();
    }

    @Override
    public String actorPath() {
        return path;
    }
}
