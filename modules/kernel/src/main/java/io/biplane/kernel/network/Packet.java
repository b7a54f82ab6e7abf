package io.biplane.kernel.network;

import akka.actor.ActorRef;

import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.TraceName;

import java.util.Optional;

/**
 * A message on its way. What it does on arrival depends on what it is meant for. Opaque outside
 * this package.
 */
public abstract class Packet extends SimEvent {
    final Network network;
    final Peer from;
    final Endpoint to;

    Packet(Network network, Peer from, Endpoint to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    /** What travels, as rules and the trace see it. */
    abstract Object message();

    /** The service it is meant for; empty if none. */
    String service() {
        return "";
    }

    /** The same packet once more, with another message in it. */
    abstract Packet copy(Object message);

    /** A message for a service: whoever runs there on arrival gets it. */
    static final class ForService extends Packet {
        private final String service;
        private final Object message;

        ForService(Network network, Peer from, Endpoint to, String service, Object message) {
            super(network, from, to);
            this.service = service;
            this.message = message;
        }

        @Override
        Object message() {
            return message;
        }

        @Override
        String service() {
            return service;
        }

        @Override
        Packet copy(Object other) {
            return new ForService(network, from, to, service, other);
        }

        @Override
        public void fire() {
            Peer target = to.processOrNull();
            if (!to.isPowered()) {
                return;
            }
            if (target == null || !target.receive(service, message)) {
                network.refuse(this);
                return;
            }
            network.connect(from, target);
        }
    }

    /** A message for an actor of one incarnation. */
    static final class ForActor extends Packet {
        private final Peer target;
        private final ActorRef receiver;
        private final Object message;
        private final ActorRef sender;
        private final Optional<AskReply> reply;

        ForActor(
                Network network,
                Peer from,
                Peer target,
                ActorRef receiver,
                Object message,
                ActorRef sender,
                Optional<AskReply> reply) {
            super(network, from, target.endpoint());
            this.target = target;
            this.receiver = receiver;
            this.message = message;
            this.sender = sender;
            this.reply = reply;
        }

        @Override
        Object message() {
            return message;
        }

        @Override
        Packet copy(Object other) {
            return new ForActor(network, from, target, receiver, other, sender, reply);
        }

        @Override
        public void fire() {
            if (!to.isPowered()) {
                return;
            }
            if (target.isAlive() && (reply.isEmpty() || reply.get().arrives())) {
                network.connect(from, target);
                target.receive(receiver, message, sender);
            } else if (!target.isAlive() && to.processOrNull() == null) {
                network.refuse(this);
            }
        }
    }

    /** The outcome of an ask, for a stage of the asker. */
    static final class ForAsker extends Packet {
        private final Peer asker;
        private final Object outcome;
        private final Runnable arrive;
        private final AskReply reply;

        ForAsker(
                Network network,
                Peer from,
                Peer asker,
                Object outcome,
                Runnable arrive,
                AskReply reply) {
            super(network, from, asker.endpoint());
            this.asker = asker;
            this.outcome = outcome;
            this.arrive = arrive;
            this.reply = reply;
        }

        @Override
        Object message() {
            return outcome;
        }

        @Override
        Packet copy(Object message) {
            return new ForAsker(network, from, asker, outcome, arrive, reply);
        }

        @Override
        public void fire() {
            if (to.isPowered() && asker.isAlive() && reply.arrives()) {
                network.connect(from, asker);
                asker.loop().ready(asker, arrive);
            }
        }
    }

    /** A connection reset or a refusal on its way back to {@code reader}. */
    @TraceName("packet.lost")
    static final class Lost extends Packet {
        private final Peer reader;
        private final String host;
        private final String service;

        Lost(Network network, Peer from, Peer reader, String host, String service) {
            super(network, from, reader.endpoint());
            this.reader = reader;
            this.host = host;
            this.service = service;
        }

        @Override
        Object message() {
            return this;
        }

        @Override
        String service() {
            return service;
        }

        @Override
        Packet copy(Object message) {
            return new Lost(network, from, reader, host, service);
        }

        @Override
        public void fire() {
            if (reader.isAlive() && to.isPowered()) {
                reader.peerLost(host, service);
            }
        }
    }
}
