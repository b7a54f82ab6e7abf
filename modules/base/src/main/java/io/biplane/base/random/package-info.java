/**
 * Chance, repeatable: named streams, distributions over them, and the list of what was drawn.
 *
 * <p>Entry types: {@code SimRandom} (a stream), {@code Latency} (a distribution), {@code Decisions}
 * (draws as data).
 *
 * <p>Invariants: a stream depends on seed and name only, so a draw in one shifts no other;
 * recording changes no value; of a
 * prescribed draw only the value changes, not what follows.
 *
 * <p>Sources: Blackman and Vigna 2021 (xoshiro256++), Steele et al. 2014 (SplitMix64), Abramowitz
 * and Stegun 26.2.17.
 *
 * <p>Thread and time: a stream belongs to one thread, a simulation's; no time of its own.
 */
package io.biplane.base.random;
