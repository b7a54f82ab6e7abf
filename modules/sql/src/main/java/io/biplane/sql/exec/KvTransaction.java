package io.biplane.sql.exec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.util.List;
import java.util.Optional;

/**
 * One key-value transaction: the port through which SQL reaches storage. The cluster implements it;
 * SQL calls it from the session's thread only and waits on the promises.
 *
 * <p><b>Kind.</b> Optimistic. Reads see one snapshot, chosen at the latest by the first read, plus
 * this transaction's own writes: <em>read-your-own-writes is the adapter's duty</em>, for {@link
 * #get} and for {@link #scan} alike (buffered puts and inserts appear in order, buffered deletes
 * hide). Writes are buffered until {@link #commit}, which validates that nothing read (keys, and
 * spans including the gaps in them) has changed since, that no inserted key exists, that all
 * guards hold, and applies the writes atomically. For now an adapter may refuse writes that fall
 * into more than one range by {@link CommitResult.Refused} with 0A000.
 *
 * <p><b>Calls.</b> {@code (get | scan | put | insert | delete | guard)* (commit | rollback)}.
 * Several reads may be
 * outstanding; no call follows commit or rollback. Promises fail with 40001 when the
 * transaction has to start again, with 40003 when the fate of a commit is unknown, with 08000 when
 * the tenant is not served, otherwise with what the error is.
 *
 * <p>Values are handed over: neither side changes an array it gave or got.
 */
public interface KvTransaction {
    /** The values of {@code keys}, in their order; empty for an absent key. */
    Promise<List<Optional<byte[]>>> get(List<Key> keys);

    /**
     * Up to {@code maxRows} (at least 1) pairs of {@code span} in key order, or from its end
     * downwards
     * when {@code reverse}. A page may be shorter than asked for, even empty, and still have a
     * resume span.
     */
    Promise<ScanPage> scan(Span span, int maxRows, boolean reverse);

    /** Buffers a write, whether or not the key exists. */
    void put(Key key, byte[] value);

    /**
     * Buffers a write that is valid only if the key is absent when the transaction commits;
     * otherwise commit answers {@link CommitResult.KeyExists}. A key this transaction deleted
     * counts as absent.
     */
    void insert(Key key, byte[] value);

    /** Buffers a deletion; an absent key is no error. */
    void delete(Key key);

    /**
     * Demands that {@code key} holds exactly {@code expectedValue} when the transaction commits;
     * otherwise commit answers {@link CommitResult.GuardFailed}. SQL guards the descriptor of each
     * table it writes
     * to, so that a stale plan cannot write. The check may be answered from a lease or watch on
     * the key that the adapter holds, if that is as good as reading it.
     */
    void guard(Key key, byte[] expectedValue);

    /** Validates and applies. A transaction without writes and guards may be answered at once. */
    Promise<CommitResult> commit();

    /** Forgets the transaction; never fails. */
    void rollback();

    /**
     * What others need to read on this transaction's behalf; empty when nobody else may, because it
     * has buffered writes that they would not see, or cannot. Nothing is decided by asking.
     */
    default Optional<LeafState> leaf() {
        return Optional.empty();
    }

    /**
     * Others have read {@code spans} by {@code leaf}, which this transaction gave out since its last
     * read: from now on its own reads see that instant, and the spans are validated at commit.
     */
    default void adopt(LeafState leaf, List<Span> spans) {
        throw new UnsupportedOperationException("this transaction gives out no leaf");
    }
}
