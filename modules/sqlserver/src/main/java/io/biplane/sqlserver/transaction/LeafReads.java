package io.biplane.sqlserver.transaction;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads of one instant on behalf of a transaction. A value in doubt ends the attempt with 40001: only the transaction itself may choose
 * another instant. Owned by the actor of its port; its state is what it has read.
 */
final class LeafReads implements LeafTransaction {
    private final KvPort port;
    private final LeafState state;
    private final List<Span> readSpans = new ArrayList<>();

    LeafReads(KvPort port, LeafState state) {
        this.port = port;
        this.state = state;
    }

    @Override
    public List<Span> readSpans() {
        return List.copyOf(readSpans);
    }

    @Override
    public Promise<List<Optional<byte[]>>> get(List<Key> keys) {
        List<KvRequest> requests = new ArrayList<>(keys.size());
        for (Key key : keys) {
            requests.add(new KvRequest.Get(key));
        }
        return read(requests).map(responses -> {
            List<Optional<byte[]>> values = new ArrayList<>(keys.size());
            for (int i = 0; i < requests.size(); i++) {
                readSpans.add(requests.get(i).span());
                values.add(((KvResponse.Value) responses.get(i)).value());
            }
            return values;
        });
    }

    @Override
    public Promise<ScanPage> scan(Span span, int maxRows, boolean reverse) {
        return read(List.of(new KvRequest.Scan(span, maxRows, reverse))).map(responses -> {
            KvResponse.Rows rows = (KvResponse.Rows) responses.get(0);
            Span covered = WriteBuffer.covered(span, rows.resume(), reverse);
            readSpans.add(covered);
            return WriteBuffer.page(
                    new WriteBuffer.Page(span, covered, rows.rows(), maxRows, reverse));
        });
    }

    private Promise<List<KvResponse>> read(List<KvRequest> requests) {
        return port.send(requests, state.readAt(), state.uncertainTo()).map(reply -> {
            if (reply instanceof BatchReply.Ok ok) {
                port.setup().clock().update(ok.at());
                return ok.responses();
            }
            throw new SqlException(KvPort.errorOf(reply));
        });
    }

    @Override
    public void put(Key key, byte[] value) {
        throw onlyReads();
    }

    @Override
    public void insert(Key key, byte[] value) {
        throw onlyReads();
    }

    @Override
    public void delete(Key key) {
        throw onlyReads();
    }

    @Override
    public void guard(Key key, byte[] expectedValue) {
        throw onlyReads();
    }

    @Override
    public Promise<CommitResult> commit() {
        throw onlyReads();
    }

    @Override
    public void rollback() {
        // Nothing is held.
    }

    private static InvariantViolation onlyReads() {
        return new InvariantViolation("a leaf of a transaction only reads");
    }
}
