package io.biplane.sql.flow;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Span;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;

import java.util.List;

/**
 * A session's way to the other SQL instances of its virtual cluster: which of them is near which
 * rows, and what they do on its behalf. The cluster implements it; SQL calls it from the session's
 * thread only.
 */
public interface FlowPort {
    /** There are no other instances. */
    FlowPort NONE = new Alone();

    /**
     * Cuts spans at range borders and says who should read each piece; in the order of {@code
     * spans} and, within one, of keys. Never fails: what is not known is read here.
     */
    Promise<List<Piece>> place(List<Span> spans);

    /** Reads of this instance by a transaction's state. */
    LeafTransaction leaf(LeafState state);

    /** Has {@code instance} work on {@code spec}. */
    FlowStream open(int instance, FlowSpec spec);

    /** A distributed query failed by {@code cause} and runs again, here alone. */
    void rerun(SqlError cause);

    /** The implementation for a lone instance. */
    final class Alone implements FlowPort {
        private Alone() {}

        @Override
        public Promise<List<Piece>> place(List<Span> spans) {
            return Promise.ready(
                    spans.stream().map(span -> new Piece(span, Piece.HERE)).toList());
        }

        @Override
        public LeafTransaction leaf(LeafState state) {
            throw new InvariantViolation("nothing was placed elsewhere");
        }

        @Override
        public FlowStream open(int instance, FlowSpec spec) {
            throw new InvariantViolation("there is no instance " + instance);
        }

        @Override
        public void rerun(SqlError cause) {
            throw new InvariantViolation("nothing was placed elsewhere: " + cause);
        }
    }
}
