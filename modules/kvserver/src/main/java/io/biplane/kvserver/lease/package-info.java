/**
 * Who may serve a range, and what a replica must do about it.
 *
 * <p>Entry type: {@link io.biplane.kvserver.lease.LeaseCore}, pure functions from (lease, what the node
 * sees, now) to a status and an advice. The replica carries the advice out: serve, renew, acquire,
 * have an epoch raised, or refuse with a hint.
 *
 * <pre>
 *   kind        alive while                           taken over when
 *   EXPIRATION  now + max offset is before its end    now has reached its end
 *   EPOCH       the holder's record has the epoch,    the record's epoch is higher; when it
 *               now + max offset before its end       has expired, that is made so first
 *   LEADER      holder leads in the lease's term,     someone leads in a later term: elected
 *               now is before its support's end       only once a quorum withdrew support
 * </pre>
 *
 * <p>Between "not surely alive" and "surely over" lies STASIS: nobody serves, nobody takes over;
 * the holder may extend.
 *
 * <p>Invariants: only the Raft leader acquires; a new holder's lease has the next sequence and
 * starts at or above the end of the one before in every clock within the max offset; the same
 * holder extends under the same sequence and kind.
 *
 * <p>Left out: the timestamp cache's summary on transfer (evaluate), proposing (replica).
 * Preconditions on others: Raft messages carry hybrid clock readings, and a follower that supports
 * its leader's store refuses to vote for another.
 *
 * <p>Sources: CockroachDB {@code kvserver/leases/{build,status}.go}; docs/reference/operations.md §1.
 *
 * <p>Decisions: docs/decisions/0047, docs/decisions/0048.
 */
package io.biplane.kvserver.lease;
