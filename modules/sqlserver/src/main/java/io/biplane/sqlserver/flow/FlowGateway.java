package io.biplane.sqlserver.flow;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Span;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.route.KvClient;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.flow.FlowPort;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sql.flow.FlowStream;
import io.biplane.sql.flow.Piece;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.transaction.KvPort;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session's hand on the other SQL servers of its virtual cluster. Lives in the session's actor, which passes on what it is told. Mutable:
 * questions and streams under way.
 */
public final class FlowGateway implements FlowPort {
    private final Setup setup;
    private final KvPort kv;
    private final ActorRef<KvClient.Located> places;
    private final ActorRef<FlowProtocol.ToGateway> told;
    private final TreeMap<Long, Promise<List<KvClient.Place>>> questions = new TreeMap<>();
    private final TreeMap<Long, Stream> streams = new TreeMap<>();
    private long lastQuestion;

    /**
     * What all hubs of a tenant server share.
     *
     * @param flowServer the server's
     * @param name of the virtual cluster, for traces
     */
    public record Setup(
            NodeId self,
            ActorRef<FlowServer.Command> flowServer,
            FlowRegistry registry,
            String name,
            HostServices services) {}

    /**
     * @param kv the session's way to the ranges
     * @param places reference to the session that brings answers to {@link #onLocated}
     * @param told reference to the session that brings rows to {@link #onTold}
     */
    public FlowGateway(
            Setup setup,
            KvPort kv,
            ActorRef<KvClient.Located> places,
            ActorRef<FlowProtocol.ToGateway> told) {
        this.setup = setup;
        this.kv = kv;
        this.places = places;
        this.told = told;
    }

    @Override
    public Promise<List<Piece>> place(List<Span> spans) {
        if (spans.isEmpty()) {
            return Promise.ready(List.of());
        }
        long question = ++lastQuestion;
        Promise<List<KvClient.Place>> answer = Promise.pending();
        questions.put(question, answer);
        kv.locate(spans, question, places);
        return answer.map(this::pieces);
    }

    /** An answer of the kv-client. */
    public void onLocated(KvClient.Located located) {
        questions.remove(located.requestId()).complete(located.places());
    }

    private List<Piece> pieces(List<KvClient.Place> located) {
        long wallNanos = setup.services().wallNanos();
        List<Piece> pieces = new ArrayList<>(located.size());
        for (KvClient.Place place : located) {
            Optional<NodeId> helper = place.leaseholder()
                    .filter(node -> setup.registry().peers().isUsable(node, wallNanos));
            pieces.add(new Piece(place.span(), helper.map(NodeId::value).orElse(Piece.HERE)));
        }
        return pieces;
    }

    @Override
    public LeafTransaction leaf(LeafState state) {
        return kv.leaf(state);
    }

    @Override
    public FlowStream open(int instance, FlowSpec spec) {
        Stream stream = new Stream(setup.registry().nextId());
        streams.put(stream.flow, stream);
        setup.flowServer().tell(new FlowServer.Open(stream.flow, new NodeId(instance), spec, told));
        return stream;
    }

    /** Rows, or the end, of some stream; of one that was closed they come too late. */
    public void onTold(FlowProtocol.ToGateway message) {
        Stream stream = streams.get(message.flow());
        if (stream != null) {
            stream.onTold(message);
        }
    }

    @Override
    public void rerun(SqlError cause) {
        setup.services().emit(new SqlServerChange.FlowRerun(setup.name(), cause.code()));
    }

    /** The session ends. */
    public void close() {
        new ArrayList<>(streams.values()).forEach(Stream::close);
    }

    /** The receiving end of one flow. */
    private final class Stream implements FlowStream {
        private final long flow;
        private final ArrayDeque<FlowProtocol.ToGateway> arrived = new ArrayDeque<>();
        private Optional<Promise<FlowBatch>> waiting = Optional.empty();

        Stream(long flow) {
            this.flow = flow;
        }

        @Override
        public Promise<FlowBatch> next() {
            Promise<FlowBatch> promise = Promise.pending();
            waiting = Optional.of(promise);
            hand();
            return promise;
        }

        void onTold(FlowProtocol.ToGateway message) {
            arrived.add(message);
            boolean isEnd = message instanceof FlowProtocol.Failed
                    || message instanceof FlowProtocol.Rows rows && rows.batch().isLast();
            if (isEnd) {
                end(true);
            }
            hand();
        }

        /** Gives what has come to who waits for it. */
        private void hand() {
            if (waiting.isEmpty() || arrived.isEmpty()) {
                return;
            }
            Promise<FlowBatch> promise = waiting.get();
            waiting = Optional.empty();
            FlowProtocol.ToGateway message = arrived.poll();
            if (message instanceof FlowProtocol.Rows rows) {
                if (!rows.batch().isLast()) {
                    rows.worker().tell(FlowProtocol.Credit.INSTANCE);
                }
                promise.complete(rows.batch());
            } else if (message instanceof FlowProtocol.Failed failed) {
                promise.fail(failed.error());
            }
        }

        private void end(boolean hasEnded) {
            if (streams.remove(flow) != null) {
                setup.flowServer().tell(new FlowServer.Close(flow, hasEnded));
            }
        }

        @Override
        public void close() {
            end(false);
        }
    }
}
