/**
 * The knobs of one replica. Entry type: {@link io.biplane.raft.config.RaftConfig}, made of one
 * record a subject.
 *
 * <p>Invariants are checked in the compact constructors: a heartbeat interval is below the election
 * timeout, limits are positive. Each default names its source where it is written.
 *
 * <p>No state, no time.
 */
package io.biplane.raft.config;
