/** Tests of the invariants: each property is broken on purpose. */
package io.biplane.raft.invariant;
