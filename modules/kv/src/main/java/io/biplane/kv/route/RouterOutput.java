package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;

import java.util.List;

/** What the router wants done. */
sealed interface RouterOutput {
    /**
     * Send a batch to the replica of a range on a node; the answer must carry {@code attemptId}.
     */
    record Route(RangeId range, NodeId target, BatchRequest batch, long attemptId)
            implements RouterOutput {}

    /** Tell the caller of {@code sendId} how its batch ended. */
    record Finish(long sendId, BatchReply reply) implements RouterOutput {}

    /** Tell the caller of {@code sendId} where its spans are. */
    record Located(long sendId, List<KvClient.Place> places) implements RouterOutput {}

    /** Record in the trace. */
    record Emit(StateChange change) implements RouterOutput {}
}
