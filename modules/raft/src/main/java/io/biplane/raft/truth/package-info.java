/**
 * Published curves and closed forms, reproduced by driving the shipped core.
 *
 * <p>Entry type: {@link io.biplane.raft.truth.Truth}, {@code Truth.run(TruthOptions)}. It answers
 * "can this Raft be believed?": T1 elects leaders over a WAN as the dissertation's AvailSim did and
 * compares the whole distribution; T2 measures split votes and election times against closed forms.
 * Every row shows measured beside published, with its tolerance.
 *
 * <p>The same gate run with a planted bug (no timer reset on a granted vote) must fail; a gate that
 * cannot fail proves nothing.
 *
 * <p>Own event loop and own random numbers, so that the verdict depends on the core and on nothing
 * else of the simulator. No threads; time is virtual; results depend on the seed only.
 *
 * <p>Sources: D. Ongaro, "Consensus: Bridging Theory and Practice" (2014), chapter 9; figures
 * digitised, see docs/decisions/0014.
 */
package io.biplane.raft.truth;
