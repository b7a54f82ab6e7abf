/**
 * Directed graphs with kinds of edges, and shortest cycles of a given pattern in them.
 *
 * <p>Entry types: {@link io.biplane.checker.cycle.Graph} and {@link
 * io.biplane.checker.cycle.CycleSearch}. Nodes are numbers; an edge has one kind, a power of two.
 * Edges of kind 0 are links: free of cost and allowed in every pattern. With helper nodes they
 * stand for relations that would need too many edges, such as real-time order; only links leave a
 * helper node, and none leaves another.
 *
 * <p>Invariants: what is found depends only on the graph and the pattern; nodes are tried in
 * ascending order. The budget of a search counts edges looked at.
 *
 * <p>Pure; iterative, so deep graphs do not exhaust the stack. Left out: what nodes and edges mean.
 */
package io.biplane.checker.cycle;
