/**
 * One Raft group under a hostile network, disk and operator, for property tests. Entry type:
 * {@code SimulatedGroup}. All invariants are on; a seed gives the same run every time. One thread;
 * virtual time.
 */
package io.biplane.raft.simulation;
