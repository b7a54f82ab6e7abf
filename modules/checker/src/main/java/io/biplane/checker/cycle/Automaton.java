package io.biplane.checker.cycle;

import java.util.Arrays;

/**
 * Which paths are meant, by the kinds of their edges: a deterministic automaton that reads a kind
 * for each edge. Links leave its state as it is. It starts in state 0. Filled once, then only asked.
 */
public final class Automaton {
    /** Kinds are powers of two up to this, exclusive. */
    private static final int KINDS = 256;

    private final int states;
    /** By state and kind: the next state, or -1. */
    private final byte[] next;

    private final boolean[] accepting;

    /** No path at all; states are 0 until {@code states}. */
    public Automaton(int states) {
        this.states = states;
        this.next = new byte[states * KINDS];
        this.accepting = new boolean[states];
        Arrays.fill(next, (byte) -1);
    }

    /** All paths by these kinds, the empty one included. */
    public static Automaton any(int kinds) {
        return new Automaton(1).on(0, kinds, 0).accepting(0);
    }

    /** From a state, by any of the kinds, to another; gives this. */
    public Automaton on(int from, int kinds, int to) {
        for (int kind = 1; kind < KINDS; kind <<= 1) {
            if ((kinds & kind) != 0) {
                next[from * KINDS + kind] = (byte) to;
            }
        }
        return this;
    }

    /** Paths may end in these states; gives this. */
    public Automaton accepting(int... ends) {
        for (int state : ends) {
            accepting[state] = true;
        }
        return this;
    }

    int states() {
        return states;
    }

    /** The next state, or -1 if no path goes on by this kind. */
    int next(int state, int kind) {
        return kind == Graph.LINK ? state : next[state * KINDS + kind];
    }

    boolean isAccepting(int state) {
        return accepting[state];
    }
}
