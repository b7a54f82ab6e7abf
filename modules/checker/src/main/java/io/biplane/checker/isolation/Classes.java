package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.Pattern;
import io.biplane.checker.order.CycleRule;

import java.util.List;

/**
 * The classes of cycles: G0 by writes alone; G1c with information that flows; G-single with one
 * anti-dependency; G-nonadjacent with several, none next to another; G2-item with two next to each
 * other. Sources: Adya 1999, sections 3.1, 4.2 and 4.5; Cerone and Gotsman 2016, theorem 9.
 */
final class Classes {
    private static final int INFORMATION = Edges.WW | Edges.WR;

    private Classes() {}

    /** From data alone, worst first. */
    static List<Pattern> ofData() {
        List<Automaton> closures = closures(0);
        // After the first anti-dependency: 0 and 2 have just passed one, 2 and 3 two at least.
        Automaton several = new Automaton(4)
                .on(0, INFORMATION, 1)
                .on(1, INFORMATION, 1)
                .on(1, Edges.RW, 2)
                .on(2, INFORMATION, 3)
                .on(3, INFORMATION, 3)
                .on(3, Edges.RW, 2)
                .accepting(3);
        // The two next to each other come first.
        Automaton adjacent =
                new Automaton(2).on(0, Edges.RW, 1).on(1, Edges.DATA, 1).accepting(1);
        return List.of(
                new Pattern(Edges.WW, closures.get(0), closures.get(0), 0),
                new Pattern(Edges.WR, closures.get(1), closures.get(1), 0),
                new Pattern(Edges.RW, closures.get(1), closures.get(2), INFORMATION),
                new Pattern(Edges.RW, several, closures.get(3), 0),
                new Pattern(Edges.RW, adjacent, closures.get(4), 0));
    }

    /** What comes after one step of session or real-time order, worst first. */
    static List<Automaton> afterOrder(int order) {
        int between = order & Edges.SESSION;
        int writes = Edges.WW | between;
        int calm = INFORMATION | between;
        Automaton information = new Automaton(2)
                .on(0, writes, 0)
                .on(0, Edges.WR, 1)
                .on(1, calm, 1)
                .accepting(1);
        Automaton single = new Automaton(2)
                .on(0, calm, 0)
                .on(0, Edges.RW, 1)
                .on(1, calm, 1)
                .accepting(1);
        Automaton several = new Automaton(5)
                .on(0, calm, 0)
                .on(0, Edges.RW, 1)
                .on(1, calm, 2)
                .on(2, calm, 2)
                .on(2, Edges.RW, 3)
                .on(3, calm, 4)
                .on(4, calm, 4)
                .on(4, Edges.RW, 3)
                .accepting(3, 4);
        Automaton adjacent = new Automaton(3)
                .on(0, calm, 0)
                .on(0, Edges.RW, 1)
                .on(1, calm, 0)
                .on(1, Edges.RW, 2)
                .on(2, calm | Edges.RW, 2)
                .accepting(2);
        return List.of(Automaton.any(writes), information, single, several, adjacent);
    }

    /** For each class the closed paths it is one of; {@code between} is a kind that is allowed too. */
    static List<Automaton> closures(int between) {
        int calm = INFORMATION | between;
        Automaton apart = new Automaton(2)
                .on(0, calm, 0)
                .on(0, Edges.RW, 1)
                .on(1, calm, 0)
                .accepting(0, 1);
        return List.of(
                Automaton.any(Edges.WW | between),
                Automaton.any(calm),
                apart,
                apart,
                Automaton.any(calm | Edges.RW));
    }

    /** A cycle's name by the edges it has. */
    static String name(Cycle cycle) {
        int kinds = 0;
        int antiDependencies = 0;
        boolean isApart = true;
        for (int i = 0; i < cycle.length(); i++) {
            int kind = cycle.steps().get(i).kind();
            int next = cycle.steps().get((i + 1) % cycle.length()).kind();
            kinds |= kind;
            antiDependencies += kind == Edges.RW ? 1 : 0;
            isApart &= kind != Edges.RW || next != Edges.RW;
        }
        String name = antiDependencies == 1
                ? "G-single"
                : antiDependencies > 1
                        ? isApart ? "G-nonadjacent" : "G2-item"
                        : (kinds & Edges.WR) != 0 ? "G1c" : "G0";
        return name
                + ((kinds & Edges.REALTIME) != 0
                        ? "-realtime"
                        : (kinds & Edges.SESSION) != 0 ? "-session" : "");
    }

    private static final List<String> BY_STRENGTH =
            List.of("G0", "G1c", "G-single", "G-nonadjacent", "G2-item");
    private static final List<String> SUFFIXES = List.of("", "-session", "-realtime");

    /** The weakest class that counts wherever each of these counts. */
    static String joined(List<String> names) {
        int strength = 0;
        int suffix = 0;
        for (String name : names) {
            for (int s = 0; s < SUFFIXES.size(); s++) {
                for (int c = 0; c < BY_STRENGTH.size(); c++) {
                    if (name.equals(BY_STRENGTH.get(c) + SUFFIXES.get(s))) {
                        strength = Math.max(strength, c);
                        suffix = Math.max(suffix, s);
                    }
                }
            }
        }
        return BY_STRENGTH.get(strength) + SUFFIXES.get(suffix);
    }

    /** The class of which a level with such a rule and order forbids all. */
    static String of(CycleRule rule, int order) {
        String name = switch (rule) {
            case SINGLE -> "G-single";
            case NONADJACENT -> "G-nonadjacent";
            case ANY -> "G2-item";
        };
        return name
                + (order == Edges.SESSION
                        ? "-session"
                        : order == Edges.REALTIME ? "-realtime" : "");
    }
}
