/**
 * Group commit: many writes, one sync.
 *
 * <p>Entry type: {@link io.biplane.storage.commit.GroupCommit}. The journal and the snapshot plugin each own one.
 *
 * <p>Left out: the writes themselves, which are made before they wait here, and the length of a sync, which is the disk's.
 *
 * <p>Invariants: a write is reported durable only after a sync that was asked for after the write; each waiter is told
 * once; after a failed sync nothing is ever reported durable.
 *
 * <p>Thread and time: one actor's; time passes only on the disk.
 *
 * <p>Sources: Rebello et al., "Can Applications Recover from fsync Failures?" (USENIX ATC 2020).
 */
package io.biplane.storage.commit;
