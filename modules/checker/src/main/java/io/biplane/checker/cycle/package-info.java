/**
 * Directed graphs with kinds of edges, and shortest cycles of a given pattern in them.
 *
 * <p>Entry types: {@link io.biplane.checker.cycle.Graph} and {@link
 * io.biplane.checker.cycle.CycleSearch}. Nodes are numbers; an edge has one kind, a power of two.
 * Edges of kind 0 are links: free of cost and allowed in every pattern. With helper nodes they
 * stand for relations that would need too many edges, such as all readers of a version before all
 * who overwrote it; only links leave a helper node. A kind of cycle is an automaton that reads the
 * kinds of its edges.
 *
 * <p>Invariants: what is found depends only on the graph and the pattern; nodes are tried in
 * ascending order. The budget of a search counts edges looked at; it ends the search for a
 * <em>shortest</em> cycle, never that for any.
 *
 * <p>Pure; iterative, so deep graphs do not exhaust the stack. Left out: what nodes and edges mean.
 *
 * <p>Decisions: docs/decisions/0082, docs/decisions/0087.
 */
package io.biplane.checker.cycle;
