/**
 * Published curves and closed forms, reproduced by driving the shipped core.
 *
 * <p>Entry type: {@link io.biplane.raft.truth.Truth}, {@code Truth.run(TruthOptions)}. It answers
 * "can this Raft be believed?". T1 elects leaders over a WAN as the dissertation's AvailSim did and
 * compares the whole distribution, also with logs that differ and with the pre-vote; T2 measures
 * split votes and election times against closed forms, also with a disk and with the pre-vote; T5
 * lets leaders die, with the bare algorithm, the shipped features and leader leases, against the
 * distribution of the silence and CockroachDB's published totals. Every row shows measured beside
 * expected, with its tolerance.
 *
 * <p>The same gate run with a planted bug of the election must fail; a gate that cannot fail proves
 * nothing. Which row sees which bug is in docs/decisions/0019 and held by tests. A trial without end
 * is given up and fails its row.
 *
 * <p>Own event loop and own random numbers, so that the verdict depends on the core and on nothing
 * else of the simulator; the whole stack's row is {@code io.biplane.kvserver.truth}'s. No threads; time is
 * virtual; results depend on the seed only.
 *
 * <p>Not measured: message loss, clocks that drift, servers that come back during an election.
 *
 * <p>Sources: D. Ongaro, "Consensus: Bridging Theory and Practice" (2014), chapter 9; figures
 * digitised, see docs/decisions/0014. CockroachDB's timers and totals: pkg/base.
 *
 * <p>Decisions: docs/decisions/0014, docs/decisions/0019, docs/decisions/0074.
 */
package io.biplane.raft.truth;
