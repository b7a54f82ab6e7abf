package io.biplane.sqlserver.transaction;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.Invariant;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.route.KvClient;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One actor's hand on the key-value layer: sends batches to its tenant's {@link KvClient} and completes promises as the
 * answers come. The actor passes every {@link BatchAnswer} it gets to {@link #onAnswer}.
 */
public final class KvPort implements KvConnection {
    private final Setup setup;
    private final ActorRef<BatchAnswer> answers;
    private final TreeMap<Long, Promise<BatchReply>> pending = new TreeMap<>();
    private long lastRequestId;

    /**
     * What all ports of a tenant server share.
     *
     * @param tenant on whose behalf
     * @param client the tenant server's way to the ranges
     * @param clock the node's
     * @param maxOffsetNanos greatest difference of two nodes' clocks
     * @param ids names transactions
     * @param watched rows whose guards need no round trip
     */
    public record Setup(
            TenantId tenant,
            ActorRef<KvClient.Command> client,
            HybridClock clock,
            long maxOffsetNanos,
            TxnIds ids,
            WatchedRows watched) {
        /** The same with watched rows. */
        public Setup watching(WatchedRows rows) {
            return new Setup(tenant, client, clock, maxOffsetNanos, ids, rows);
        }
    }

    /**
     * @param answers reference to the owning actor that brings answers to {@link #onAnswer}
     */
    public KvPort(Setup setup, ActorRef<BatchAnswer> answers) {
        this.setup = setup;
        this.answers = answers;
    }

    @Override
    public KvTransaction begin(TxnOptions options) {
        return new OptimisticTransaction(this, options);
    }

    /** Reads by the state of a transaction that lives elsewhere, or will adopt them. */
    public LeafTransaction leaf(LeafState state) {
        return new LeafReads(this, state);
    }

    /** Asks who serves spans; the answer goes to {@code replyTo}. */
    public void locate(List<Span> spans, long requestId, ActorRef<KvClient.Located> replyTo) {
        setup.client().tell(new KvClient.Locate(spans, requestId, replyTo));
    }

    Setup setup() {
        return setup;
    }

    /** Reads or writes at a time the leaseholder chooses; right for one range only. */
    public Promise<BatchReply> send(List<KvRequest> requests) {
        return send(requests, Timestamp.ZERO, Timestamp.ZERO);
    }

    /** Reads at {@code readAt}, with values up to {@code uncertainTo} in doubt. */
    public Promise<BatchReply> send(
            List<KvRequest> requests, Timestamp readAt, Timestamp uncertainTo) {
        long id = ++lastRequestId;
        Promise<BatchReply> promise = Promise.pending();
        pending.put(id, promise);
        BatchRequest batch =
                new BatchRequest(setup.tenant(), setup.ids().next(), readAt, uncertainTo, requests);
        setup.client().tell(new KvClient.Send(batch, id, answers));
        return promise;
    }

    /** Completes what waits for the answer. */
    public void onAnswer(BatchAnswer answer) {
        Promise<BatchReply> promise = pending.remove(answer.requestId());
        Invariant.check(
                promise != null, () -> "answer to request " + answer.requestId() + " twice");
        promise.complete(answer.reply());
    }

    /** Requests without an answer yet. */
    public int outstanding() {
        return pending.size();
    }

    /** Fails everything outstanding with {@code error}; answers that still come are a bug from then on. */
    public void abandon(SqlError error) {
        List<Promise<BatchReply>> waiting = new ArrayList<>(pending.values());
        pending.clear();
        for (Promise<BatchReply> promise : waiting) {
            promise.fail(error);
        }
    }

    /** What a reply other than {@link BatchReply.Ok} means to a SQL client. */
    public static SqlError errorOf(BatchReply reply) {
        if (reply instanceof BatchReply.RefreshFailed) {
            return retry("TransactionRetryError: retry txn (RETRY_SERIALIZABLE)");
        }
        if (reply instanceof BatchReply.Uncertain uncertain) {
            return retry(
                    "ReadWithinUncertaintyIntervalError: value at " + uncertain.at() + " in doubt");
        }
        if (reply instanceof BatchReply.Unauthorized refused) {
            boolean isNotServed = refused.message().startsWith("operation not allowed");
            return SqlError.of(
                    isNotServed ? SqlState.CONNECTION_EXCEPTION : SqlState.INSUFFICIENT_PRIVILEGE,
                    refused.message());
        }
        if (reply instanceof BatchReply.Unavailable unavailable) {
            return SqlError.of(
                    SqlState.CANNOT_CONNECT_NOW, "replica unavailable: " + unavailable.reason());
        }
        if (reply instanceof BatchReply.ClockUntrusted untrusted) {
            return SqlError.of(SqlState.UNCATEGORIZED, untrusted.message());
        }
        if (reply instanceof BatchReply.Ambiguous ambiguous) {
            return SqlError.of(
                    SqlState.STATEMENT_COMPLETION_UNKNOWN,
                    "result is ambiguous: " + ambiguous.reason());
        }
        if (reply instanceof BatchReply.CrossRange crossRange) {
            return SqlError.unsupported(
                    "a transaction that writes to several ranges (" + crossRange.message() + ")",
                    0);
        }
        if (reply instanceof BatchReply.ConditionFailed failed) {
            return retry("condition failed at " + failed.key());
        }
        throw new io.biplane.base.invariant.InvariantViolation("unexpected reply " + reply);
    }

    private static SqlError retry(String cause) {
        return SqlError.of(SqlState.SERIALIZATION_FAILURE, "restart transaction: " + cause);
    }
}
