/**
 * Who may serve a range, and what a replica must do about it.
 *
 * <p>Entry type: {@link io.biplane.kv.lease.LeaseCore}, pure functions from (lease, what the node sees, now) to a status and an
 * advice. The replica carries the advice out: serve, renew, acquire, have an epoch raised, or refuse with a hint.
 *
 * <pre>
 *   kind        alive while                                   taken over when
 *   EXPIRATION  now &lt; expiration - max offset                 now &gt;= expiration
 *   EPOCH       holder's liveness record has the epoch and    record's epoch is above the lease's (bump it first when the
 *               now &lt; its expiration - max offset             record has expired)
 *   LEADER      holder leads in the lease's term and now &lt;    someone else leads in a later term: it could only be elected
 *               its quorum support's end                      once a quorum had withdrawn support
 * </pre>
 *
 * <p>Between "not surely alive" and "surely over" lies STASIS: nobody serves, nobody takes over; the holder may extend.
 *
 * <p>Invariants: only the Raft leader acquires; a new holder's lease has the next sequence and starts at or above the end of the
 * one before in every clock within the max offset; the same holder extends under the same sequence and kind.
 *
 * <p>Left out: the timestamp cache's summary on transfer (evaluate), proposing (replica). Preconditions on others: Raft
 * messages carry hybrid clock readings, and a follower that supports its leader's store refuses to vote for another.
 *
 * <p>Sources: CockroachDB {@code kvserver/leases/{build,status}.go}; reference/operations.md §1.
 */
package io.biplane.kv.lease;
