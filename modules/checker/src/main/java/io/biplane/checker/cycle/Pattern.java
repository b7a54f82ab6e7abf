package io.biplane.checker.cycle;

/**
 * Which cycles are meant.
 *
 * @param startKinds kinds of an edge that every such cycle has
 * @param path what comes after that edge, back to where it began
 * @param closure paths that, closed, such a cycle is one of: only edges that lie on such paths are
 *     looked at
 * @param acyclicKinds if not 0, the path is by these kinds only, which hardly ever make cycles
 *     themselves: then most starts are refused without a search
 */
public record Pattern(int startKinds, Automaton path, Automaton closure, int acyclicKinds) {}
