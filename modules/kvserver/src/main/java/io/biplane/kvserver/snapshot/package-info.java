/**
 * Snapshots of ranges on their way from node to node: in parts, at a limited rate, with acknowledgements.
 *
 * <p>Entry type: {@link io.biplane.kvserver.snapshot.SnapshotTransfers}, one actor a node, child of the store, bound as service
 * {@value io.biplane.kvserver.snapshot.SnapshotTransfers#SERVICE}. A leader's replica hands it a snapshot and hears once how it ended; the
 * courier of the follower's node hands the whole to its store. The protocol is drawn at {@link
 * io.biplane.kvserver.snapshot.SnapshotMessage}; its two halves, {@code SnapshotSender} and {@code SnapshotReceiver}, know no actors and no
 * clock.
 *
 * <p>Rules: a node sends one snapshot at a time, at the rate of the settings, and takes one at a time; others wait, in order. A window
 * of unacknowledged bytes lets far receivers keep up. What is lost is sent again from the last part acknowledged; silence longer than
 * the patience, a dead peer, a refusal end a transfer, and Raft decides what is wanted then.
 *
 * <p>Invariants: a snapshot arrives whole or not at all; each order ends once, unless it is cancelled or the process dies; nothing
 * of a transfer survives the process, so that a half-received snapshot is never found again.
 *
 * <p>Left out: delegated senders, priorities (recovery before rebalancing), admission control at the receiver. Runs on the node's
 * actor thread; virtual time passes for each part.
 *
 * <p>Sources: CockroachDB {@code pkg/kv/kvserver/store_snapshot.go} (parts of 256 KiB, one snapshot at a time on either side, rate
 * {@code kv.snapshot_rebalance.max_rate}).
 *
 * <p>Decisions: docs/decisions/0024.
 */
package io.biplane.kvserver.snapshot;
