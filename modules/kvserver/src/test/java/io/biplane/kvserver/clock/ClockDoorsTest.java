package io.biplane.kvserver.clock;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.network.Verdict;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.change.KvChange;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.liveness.LivenessRecord;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.liveness.StoreLiveness;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.kvserver.liveness.SupportView.Support;
import io.biplane.kvserver.replica.NodeViews;
import io.biplane.kvserver.replica.ReplicaStatus;
import io.biplane.kvserver.snapshot.Parcel;
import io.biplane.kvserver.snapshot.SnapshotMessage;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.kvserver.snapshot.TransferId;
import io.biplane.kvserver.store.RaftEnvelope;
import io.biplane.kvserver.store.Store;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.message.RaftMessage;
import io.biplane.settings.kv.KvConfig;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.engine.SpanSnapshot;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each door by itself: all clocks agree, and one message brings a timestamp from too far ahead. It
 * is refused at that door and no other, told in the trace, without effect, and no clock has
 * moved. The same message from within the limit is let in and moves the clock, so that the door is
 * the one the message comes by. Seen to fail with each door removed, alone; decision 0028.
 */
class ClockDoorsTest {
    private static final long LIMIT = KvConfig.defaults().maxOffsetNanos();
    private static final int NODES = 3;

    /** Longer than any message is on its way; what comes in is further from the limit than that. */
    private static final long MARGIN = 150 * KvCluster.MILLIS;

    private static final Key KEY = KvCluster.key(0, 1);

    /** One way in: which door it is, who sends what, and how it shows that it was let in. */
    enum Way {
        REQUEST(KvServerProtocol.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                ActorRef<BatchAnswer> replyTo = world.collector();
                BatchRequest put = world.batch(Timestamp.ZERO, world.put());
                world.send(
                        KvServerProtocol.SERVICE,
                        new KvServerProtocol.Forwarded(
                                world.sender(), world.range, at, put, 1, replyTo));
            }
        },
        READ_TIME("r") {
            @Override
            void enter(World world, Timestamp at) {
                world.call(world.batch(at, new KvRequest.Get(KEY)));
            }
        },
        WRITE_TIME("r") {
            @Override
            void enter(World world, Timestamp at) {
                world.plant(at);
                world.call(world.batch(Timestamp.ZERO, world.put()));
            }
        },
        ANSWER("answer") {
            @Override
            void enter(World world, Timestamp at) {
                world.serveBy(at);
                world.call(world.batch(Timestamp.ZERO, new KvRequest.Get(KEY)));
            }
        },
        RAFT(Store.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                world.send(Store.SERVICE, world.envelope(at));
            }

            @Override
            boolean isLetIn(World world) {
                return world.term() > world.termAtFirst;
            }
        },
        GOSSIP(NodeLiveness.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                world.send(
                        NodeLiveness.SERVICE,
                        new NodeLiveness.Gossip(
                                world.sender(),
                                LivenessRecord.initial(World.STRANGER).withEpoch(7),
                                at));
            }

            @Override
            boolean isLetIn(World world) {
                return world.views().liveness().current().record(World.STRANGER).isPresent();
            }
        },
        BEAT(StoreLiveness.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                Timestamp until = at.plusNanos(3 * KvCluster.SECONDS);
                world.send(
                        StoreLiveness.SERVICE,
                        new StoreLiveness.Beat(World.STRANGER, 7, until, at));
            }

            @Override
            boolean isLetIn(World world) {
                return world.support().given().containsKey(World.STRANGER);
            }
        },
        PROMISE(StoreLiveness.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                Support support = new Support(7, at.plusNanos(3 * KvCluster.SECONDS));
                world.send(
                        StoreLiveness.SERVICE,
                        new StoreLiveness.Promise(World.STRANGER, support, at));
            }

            @Override
            boolean isLetIn(World world) {
                return world.support().received().containsKey(World.STRANGER);
            }
        },
        SNAPSHOT(SnapshotTransfers.SERVICE) {
            @Override
            void enter(World world, Timestamp at) {
                world.send(SnapshotTransfers.SERVICE, world.parcel(at));
            }

            @Override
            boolean isLetIn(World world) {
                return world.snapshotAnswers > 0;
            }
        };

        private final String door;

        Way(String door) {
            this.door = door;
        }

        abstract void enter(World world, Timestamp at);

        boolean isLetIn(World world) {
            return world.replies.stream().anyMatch(BatchReply.Ok.class::isInstance);
        }

        /** A door of a range is called after it. */
        String door(World world) {
            return door.equals("r") ? world.range.toString() : door;
        }

        /** An answer that is refused is asked for again, which takes longer than the test. */
        boolean isAnswered() {
            return switch (this) {
                case REQUEST, READ_TIME, WRITE_TIME -> true;
                case ANSWER, RAFT, GOSSIP, BEAT, PROMISE, SNAPSHOT -> false;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void when_oneTimestampIsFromTooFarAhead_then_itsDoorRefusesIt(Way way) {
        try (World world = new World(way)) {
            Timestamp tooFar = world.ahead(LIMIT + MARGIN);
            way.enter(world, tooFar);
            world.settle();
            assertThat(world.refusals()).containsOnly(world.receiver + " " + way.door(world));
            assertThat(way.isLetIn(world)).isFalse();
            for (int node = 1; node <= NODES; node++) {
                HybridClock clock = world.cluster.refs(node).views().clock();
                assertThat(clock.aheadNanos(clock.peek())).isZero();
            }
            assertThat(world.replies.stream().map(Object::toString))
                    .as("a request that is refused is answered, all else is lost")
                    .hasSize(way.isAnswered() ? 1 : 0)
                    .allMatch(text -> text.contains("ClockUntrusted")
                            && text.contains("remote wall time is too far ahead ("));

            world.settle();
            world.settle();
            int refusedBefore = world.refusals().size();
            Timestamp near = world.ahead(LIMIT - MARGIN);
            way.enter(world, near);
            world.settle();
            assertThat(world.refusals()).hasSize(refusedBefore);
            assertThat(way.isLetIn(world)).isTrue();
            assertThat(world.views().clock().peek()).isGreaterThanOrEqualTo(near);
        }
    }

    /** A cluster, who sends, and who has the door. */
    private static final class World implements AutoCloseable {
        /** Of no node: nobody else speaks of it. */
        static final NodeId STRANGER = new NodeId(9);

        final KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(NODES));
        final RangeId range = cluster.rangeOf(KEY);
        final List<BatchReply> replies = new ArrayList<>();
        final long termAtFirst;
        final int receiver;
        private final int sender;
        private int snapshotAnswers;
        private long requests;

        World(Way way) {
            int holder = cluster.leaseholder(KEY).orElseThrow();
            int other = holder % NODES + 1;
            receiver = way == Way.ANSWER ? other : holder;
            sender = way == Way.ANSWER ? holder : other;
            // Both know the way to the range.
            cluster.get(other, KEY);
            cluster.run(KvCluster.SECONDS);
            termAtFirst = term();
            cluster.sim.addHost(STRANGER.hostName(), HostSpec.defaults());
            cluster.changes.clear();
            cluster.sim.network().add("watch", packet -> {
                boolean isAnswer = packet.service().equals(SnapshotTransfers.SERVICE)
                        && packet.from().equals("n" + receiver);
                snapshotAnswers += isAnswer ? 1 : 0;
                return Verdict.PASS;
            });
        }

        NodeId sender() {
            return new NodeId(sender);
        }

        NodeViews views() {
            return cluster.refs(receiver).views();
        }

        SupportView support() {
            return views().support().current();
        }

        Timestamp ahead(long nanos) {
            return Timestamp.of(views().clock().wallNanos() + nanos);
        }

        void settle() {
            cluster.run(MARGIN * 2 / 3);
        }

        /** A message from one process to the other. */
        void send(String service, Object message) {
            cluster.host(sender)
                    .services()
                    .orElseThrow()
                    .transport()
                    .send("n" + receiver, service, message);
        }

        /** Sends a batch by the client of the node that does not hold the lease. */
        void call(BatchRequest batch) {
            int client = cluster.leaseholder(KEY).orElseThrow() == sender ? receiver : sender;
            cluster.refs(client)
                    .systemClient()
                    .tell(new KvClient.Send(batch, ++requests, collector(client)));
        }

        ActorRef<BatchAnswer> collector() {
            return collector(sender);
        }

        private ActorRef<BatchAnswer> collector(int node) {
            return cluster.host(node)
                    .system()
                    .orElseThrow()
                    .systemActorOf(
                            Behaviors.<BatchAnswer>receiveMessage(answer -> {
                                replies.add(answer.reply());
                                return Behaviors.same();
                            }),
                            "collector-" + ++requests,
                            Props.empty());
        }

        BatchRequest batch(Timestamp readAt, KvRequest request) {
            return new BatchRequest(
                    TenantId.SYSTEM, cluster.newTxn(sender), readAt, readAt, List.of(request));
        }

        KvRequest put() {
            return new KvRequest.Put(KEY, new byte[] {1});
        }

        /** Lays a version on the disk of every replica, as somebody left it who was ahead once. */
        void plant(Timestamp at) {
            for (int node = 1; node <= NODES; node++) {
                HeapEngine.open(cluster.host(node).services().orElseThrow().disk())
                        .apply(WriteBatch.builder().put(KEY, at, new byte[] {2}).build());
            }
        }

        /** From now on the leaseholder's replica says that it has read at this time. */
        void serveBy(Timestamp at) {
            RangeDescriptor descriptor = cluster.descriptor(sender, range).orElseThrow();
            BatchReply read =
                    new BatchReply.Ok(List.of(new KvResponse.Value(Optional.empty())), at);
            cluster.refs(sender)
                    .kvServer()
                    .tell(new KvServerProtocol.ReplicaAvailable(
                            descriptor,
                            (batch, id, replyTo) -> replyTo.tell(BatchAnswer.of(id, read))));
        }

        /** A vote that is asked for at the leader's wish: whoever hears of it is in a later term. */
        RaftEnvelope envelope(Timestamp at) {
            RaftMessage vote = new RaftMessage.VoteRequest(
                    replica(sender), replica(receiver), termAtFirst + 5, 1_000, termAtFirst, true);
            Outgoing outgoing = new Outgoing.Raft(new NodeId(receiver), vote);
            return new RaftEnvelope(sender(), at, List.of(new RaftEnvelope.Item(range, outgoing)));
        }

        private ReplicaId replica(int node) {
            return new ReplicaId(cluster.replica(node, range).orElseThrow().replicaId());
        }

        long term() {
            return cluster.replica(receiver, range)
                    .map(ReplicaStatus::part)
                    .orElseThrow()
                    .term();
        }

        /** A part of a transfer that nobody knows: that is the answer. */
        Parcel parcel(Timestamp at) {
            return new Parcel(
                    sender(),
                    at,
                    new SnapshotMessage.Part(
                            new TransferId(sender(), 1, 99),
                            0,
                            new SpanSnapshot(List.of(), List.of(), List.of(), List.of(), 0)));
        }

        /** Node and door of each. */
        List<String> refusals() {
            return cluster.changes.stream()
                    .filter(seen -> seen.change() instanceof KvChange.TimestampRefused)
                    .map(seen -> seen.host().substring(1) + " "
                            + ((KvChange.TimestampRefused) seen.change()).door())
                    .toList();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
