package io.biplane.checker.isolation;

import static io.biplane.checker.isolation.Workload.LIST_APPEND;
import static io.biplane.checker.isolation.Workload.RW_REGISTER;

import java.util.ArrayList;
import java.util.List;

/**
 * Small histories with what the literature says of them: for each anomaly a smallest one, and beside
 * it what differs only in what makes it harmless.
 *
 * <p>Berenson 1995: H. Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD. Adya 1999:
 * his thesis; Adya 2000: A. Adya, B. Liskov, P. O'Neil, Generalized Isolation Level Definitions,
 * ICDE. Elle: K. Kingsbury and P. Alvaro, VLDB 2020, and the histories in Elle's repository. A
 * notation such as {@code r1(x0)} is transcribed to lists or registers with the same dependencies.
 */
final class Examples {
    private static final Level NONE = null;

    private Examples() {}

    /**
     * A history.
     *
     * @param violated the weakest level it violates; null if it is fine at all levels
     * @param kinds the anomalies that must be found, and no others
     */
    record Example(
            String name, Workload workload, Level violated, List<String> kinds, String history) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        all.addAll(writes());
        all.addAll(reads());
        all.addAll(views());
        all.addAll(cycles());
        all.addAll(registers());
        all.addAll(orders());
        return all;
    }

    private static Example list(String name, Level violated, String kinds, String history) {
        return new Example(name, LIST_APPEND, violated, words(kinds), history);
    }

    private static Example register(String name, Level violated, String kinds, String history) {
        return new Example(name, RW_REGISTER, violated, words(kinds), history);
    }

    private static List<String> words(String kinds) {
        return kinds.isEmpty() ? List.of() : List.of(kinds.split(" "));
    }

    private static List<Example> writes() {
        return List.of(
                list("Adya 2000, H_wcycle: G0", Level.READ_UNCOMMITTED, "G0", """
                        0 |-----|     ok ax1 ay1
                        1 |-----|     ok ax2 ay2
                        2        |--| ok rx[1,2] ry[2,1]"""),
                list("the same writes in one order", NONE, "", """
                        0 |-----|     ok ax1 ay1
                        1 |-----|     ok ax2 ay2
                        2        |--| ok rx[1,2] ry[1,2]"""),
                list("a write cycle of three", Level.READ_UNCOMMITTED, "G0", """
                        0 |-----|     ok ax1 az1
                        1 |-----|     ok ay2 ax2
                        2 |-----|     ok az3 ay3
                        3        |--| ok rx[1,2] ry[2,3] rz[3,1]"""),
                list("one transaction may append to both ends of another's", NONE, "", """
                        0 |-----|     ok ax1 ax2 ax3
                        1        |--| ok rx[1,2,3]"""),
                list("G0 round an aborted version", Level.READ_UNCOMMITTED, "G0 G1a", """
                        0 |-----|     ok   ax1 ay1
                        1 |-----|     ok   ax2 ay2
                        3 |-----|     fail ax9
                        2        |--| ok   rx[1,9,2] ry[2,1]"""),
                list(
                        "Elle, section 4.2.2: duplicate write",
                        Level.READ_UNCOMMITTED,
                        "duplicate-append",
                        """
                        0 |--|     ok ax1
                        1     |--| ok rx[1,1]"""),
                list("each element once", NONE, "", """
                        0 |--|     ok ax1 ay1
                        1     |--| ok rx[1] ry[1]"""),
                list(
                        "Elle, section 4.2.2: garbage read",
                        Level.READ_UNCOMMITTED,
                        "unwritten-read",
                        """
                        0 |-----| ok rx[7]"""),
                list("a value that somebody may have appended", NONE, "", """
                        1 |--------| info ax7
                        0    |-----| ok   rx[7]"""));
    }

    private static List<Example> reads() {
        return List.of(
                list("Adya 2000, G1a: aborted read", Level.READ_COMMITTED, "G1a", """
                        0 |--|      fail ax1
                        1      |--| ok   rx[1]"""),
                list(
                        "Elle's tests: aborted element inside a longer list",
                        Level.READ_COMMITTED,
                        "G1a",
                        """
                        0 |--|           fail ax1
                        1      |--|      ok   ax2
                        2           |--| ok   rx[1,2]"""),
                list("an unknown transaction may have committed", NONE, "", """
                        0 |--|      info ax1
                        1      |--| ok   rx[1]"""),
                list("an aborted transaction nobody saw", NONE, "", """
                        0 |--|      fail ax1
                        1      |--| ok   rx[]"""),
                list(
                        "Adya 2000, G1b: intermediate read",
                        Level.READ_COMMITTED,
                        "G1b G-single",
                        """
                        0 |-------| ok ax1 ax2
                        1   |--|    ok rx[1]
                        2           |-| ok rx[1,2]"""),
                list("a transaction may read its own intermediate state", NONE, "", """
                        0 |-------| ok ax1 rx[1] ax2"""),
                list("what comes after a whole transaction is not intermediate", NONE, "", """
                        0 |--|            ok ax1 ax2
                        1      |--|       ok ax3
                        2           |--|  ok rx[1,2,3]
                        3      |--|       ok rx[1,2]"""),
                list("Adya 2000, G1c: circular information flow", Level.READ_COMMITTED, "G1c", """
                        0 |-----| ok ax1 ry[1]
                        1 |-----| ok ay1 rx[1]"""),
                list("Elle's README: G1c by a write and a read", Level.READ_COMMITTED, "G1c", """
                        0 |-----|     ok ax1 ry[1]
                        1 |-----|     ok ax2 ay1
                        2        |--| ok rx[1,2]"""),
                list("information one way", NONE, "", """
                        0 |-----| ok ax1 ry[]
                        1 |-----| ok ay1 rx[1]"""),
                list("Elle's tests: future read", Level.READ_COMMITTED, "future-read", """
                        0 |-----| ok rx[1] ax1"""),
                list(
                        "Elle's tests: future read among own appends",
                        Level.READ_COMMITTED,
                        "future-read",
                        """
                        0 |-----| ok ax1 rx[0,1] ax0 ax3"""),
                list("a read before the append that does not see it", NONE, "", """
                        0 |-----| ok rx[] ax1"""),
                list(
                        "Elle, section 4.2.3: incompatible orders",
                        Level.READ_COMMITTED,
                        "incompatible-order",
                        """
                        0 |-----| ok ax1
                        1 |-----| ok ax2
                        2        |--| ok rx[1,2]
                        3        |--| ok rx[2]"""),
                list("beginnings of one another", NONE, "", """
                        0 |-----| ok ax1
                        1 |-----------| ok ax2
                        2        |--| ok rx[1,2]
                        3        |--| ok rx[1]"""));
    }

    private static List<Example> views() {
        return List.of(
                list("Berenson 1995, A5A: read skew", Level.CONSISTENT_VIEW, "G-single", """
                        0 |-----| ok ax1 ay1
                        1 |-----| ok rx[1] ry[]
                        2        |--| ok ry[1]"""),
                list(
                        "read skew over an element that was aborted",
                        Level.READ_COMMITTED,
                        "G1a G-single",
                        """
                        3 |-----| fail ax9
                        0 |-----| ok   ax1 ay1
                        1 |-----| ok   rx[] ry[1]
                        2        |--| ok rx[9,1]"""),
                list(
                        "Adya 2000, H_2: reads old x, then new y",
                        Level.CONSISTENT_VIEW,
                        "G-single",
                        """
                        0 |-----| ok rx[] ax1 ry[] ay9
                        1 |-----| ok rx[] ry[9]"""),
                list("Adya 2000, H_2': reads old x, then old y", NONE, "", """
                        0 |-----| ok rx[] ax1 ry[] ay9
                        1 |-----| ok rx[] ry[]"""),
                list(
                        "Adya 2000, H_1: reads new x, then old y",
                        Level.CONSISTENT_VIEW,
                        "G-single",
                        """
                        0 |-----| ok rx[] ax1 ry[] ay9
                        1 |-----| ok rx[1] ry[]"""),
                list("Adya 2000, H_1': reads new x, then new y", NONE, "", """
                        0 |-----| ok rx[] ax1 ry[] ay9
                        1 |-----| ok rx[1] ry[9]"""),
                list(
                        "Berenson 1995, H4: lost update",
                        Level.CURSOR_STABILITY,
                        "lost-update G-single",
                        """
                        0 |-----| ok rx[] ax1
                        1 |-----| ok rx[] ax2
                        2        |--| ok rx[1,2]"""),
                list(
                        "Elle's tests: lost update, order unknown",
                        Level.CURSOR_STABILITY,
                        "lost-update G2-item",
                        """
                        0 |--|         ok ax0
                        1      |-----| ok rx[0] ax1
                        2      |-----| ok rx[0] ax2"""),
                list("updates one after the other", NONE, "", """
                        0 |-----| ok rx[] ax1
                        1 |-----| ok rx[1] ax2
                        2        |--| ok rx[1,2]"""),
                list("Elle's tests: one transaction writes twice over its read", NONE, "", """
                        0 |-----| ok rx[] ax1 ax2
                        2        |--| ok rx[1,2]"""),
                list(
                        "Elle, section 7: TiDB 2.1.7, a retried append",
                        Level.CONSISTENT_VIEW,
                        "G-single",
                        """
                        9 |-----|                ok ax2 ax1
                        0        |-----------|   ok rx[2,1] ay5 ax4
                        1          |-----|       ok ax5
                        2                     |--| ok rx[2,1,5,4]"""),
                list(
                        "Elle, section 7: FaunaDB 2.6.0, internal",
                        Level.READ_ATOMIC,
                        "internal",
                        """
                        0 |-----| ok ax6 rx_"""),
                list("not repeatable", Level.READ_ATOMIC, "internal", """
                        0 |-----| ok rx[] rx[1]
                        1 |-----| ok ax1"""),
                list(
                        "Elle's tests: own append after a stale read",
                        Level.READ_ATOMIC,
                        "internal",
                        """
                        9 |--|         ok ax1 ax2
                        0      |-----| ok rx[1,2] ax3 rx[1,2]"""),
                list("Elle's tests: reads its own appends", NONE, "", """
                        9 |--|         ok ax1 ax2 ay5 ay6
                        0      |-----| ok ry[5,6] ax3 rx[1,2,3] ax4 rx[1,2,3,4]"""));
    }

    private static List<Example> cycles() {
        return List.of(
                list("Berenson 1995, H5, A5B: write skew", Level.SERIALIZABLE, "G2-item", """
                        0 |-----| ok rx[] ry[] ay1
                        1 |-----| ok rx[] ry[] ax1
                        2        |--| ok rx[1] ry[1]"""),
                list(
                        "Elle, section 7: YugaByte DB 1.3.1, G2-item",
                        Level.SERIALIZABLE,
                        "G2-item",
                        """
                        0 |-----| ok ax8 ry[]
                        1 |-----| ok ay9 rx[]"""),
                list("the same, one after the other", NONE, "", """
                        0 |-----| ok rx[] ry[] ay1
                        1 |-----| ok rx[] ry[1] ax1
                        2        |--| ok rx[1] ry[1]"""),
                list("Adya 2000, H_serial", NONE, "", """
                        0 |--------|      ok ax1 ay1 az1
                        1   |--------|    ok rx[1] ay2
                        2   |--------|    ok ry[1,2] ax3 az3
                        3             |-| ok rx[1,3] ry[1,2] rz[1,3]"""),
                list(
                        "Fekete 2004: read-only anomaly under snapshot isolation",
                        Level.SERIALIZABLE,
                        "G2-item G2-item-realtime",
                        """
                        0 |-------------|   ok rx[] ry[] ax1
                        1 |-----|           ok ry[] ay1
                        2        |-----|    ok rx[] ry[1]
                        3                |--| ok rx[1] ry[1]"""),
                list(
                        "Cerone and Gotsman 2016, figure 2: long fork",
                        Level.SNAPSHOT_ISOLATION,
                        "G-nonadjacent",
                        """
                        0 |--------| ok ax1
                        1 |--------| ok ay1
                        2 |--------| ok rx[1] ry[]
                        3 |--------| ok rx[] ry[1]"""),
                list("two readers that agree", NONE, "", """
                        0 |--------| ok ax1
                        1 |--------| ok ay1
                        2 |--------| ok rx[1] ry[]
                        3 |--------| ok rx[1] ry[1]"""),
                list(
                        "Elle's si-without-g-single: adjacent anti-dependencies only",
                        Level.SERIALIZABLE,
                        "G2-item",
                        """
                        0 |--------| ok ax2
                        1 |--------| ok ay1 rx_
                        2 |--------| ok rz_ ry_ ax5
                        3 |--------| ok az2 rx[2]"""));
    }

    private static List<Example> registers() {
        return List.of(
                register("register G1a", Level.READ_COMMITTED, "G1a", """
                        0 |--|      fail wx1
                        1      |--| ok   rx1"""),
                register("register, unknown writer", NONE, "", """
                        0 |--|      info wx1
                        1      |--| ok   rx1"""),
                register("Adya 2000, G1b on a register", Level.READ_COMMITTED, "G1b", """
                        0 |------| ok wx1 wx2
                        1 |------| ok rx1"""),
                register("register, final write read", NONE, "", """
                        0 |------| ok wx1 wx2
                        1 |------| ok rx2"""),
                register("register G1c", Level.READ_COMMITTED, "G1c", """
                        0 |-----| ok wx1 ry1
                        1 |-----| ok wy1 rx1"""),
                register(
                        "Elle, section 7: Dgraph 1.1.1, internal",
                        Level.READ_ATOMIC,
                        "internal",
                        """
                        1 |--|         ok wx1
                        0      |-----| ok wx2 rx1"""),
                register(
                        "Elle, section 7: Dgraph 1.1.1, read skew",
                        Level.CONSISTENT_VIEW,
                        "G-single",
                        """
                        0 |--------| ok rx10 ry_
                        1 |--------| ok wy10
                        2 |--------| ok wx10 ry10"""),
                register(
                        "Berenson 1995, H4 on a register: lost update",
                        Level.CURSOR_STABILITY,
                        "lost-update G2-item",
                        """
                        0 |-----| ok wx1
                        1 |-----| ok rx1 wx2
                        2 |-----| ok rx1 wx3"""),
                register("register write skew", Level.SERIALIZABLE, "G2-item", """
                        0 |-----| ok rx_ wy1
                        1 |-----| ok ry_ wx1"""),
                register("register long fork", Level.SNAPSHOT_ISOLATION, "G-nonadjacent", """
                        0 |--------| ok wx1
                        1 |--------| ok wy1
                        2 |--------| ok rx1 ry_
                        3 |--------| ok rx_ ry1"""),
                register("register future read", Level.READ_COMMITTED, "future-read", """
                        0 |-----| ok rx1 wx1"""),
                register("register garbage read", Level.READ_UNCOMMITTED, "unwritten-read", """
                        0 |-----| ok rx1"""),
                register(
                        "each reads and overwrites what the other wrote: write orders follow from reads",
                        Level.READ_COMMITTED,
                        "G1c",
                        """
                        0 |-----| ok rx2 wx1 wy1
                        1 |-----| ok ry1 wy2 wx2"""),
                register("registers updated one after the other", NONE, "", """
                        0 |-----| ok rx_ wx1 rx1
                        1 |-----| ok rx1 wx2
                        2        |--| ok rx2 ry_"""));
    }

    private static List<Example> orders() {
        return List.of(
                list("stale read", Level.STRONG_SNAPSHOT_ISOLATION, "G-single-realtime", """
                        0 |--|      ok ax1
                        1      |--| ok rx[]"""),
                list("stale read of concurrent work", NONE, "", """
                        0 |------| ok ax1
                        1      |--| ok rx[]"""),
                list("an unknown transaction may take effect later", NONE, "", """
                        0 |--|           info ax1
                        1      |--|      ok   rx[]
                        2           |--| ok   rx[1]"""),
                list(
                        "but not earlier again",
                        Level.STRONG_SNAPSHOT_ISOLATION,
                        "G-single-realtime",
                        """
                        0 |--|           info ax1
                        2      |--|      ok   rx[1]
                        1           |--| ok   rx[]"""),
                list(
                        "does not see its own work",
                        Level.STRONG_SESSION_SNAPSHOT_ISOLATION,
                        "G-single-session G-single-realtime",
                        """
                        0 |--|      ok ax1
                        0      |--| ok rx[]"""),
                list("a session sees its own work", NONE, "", """
                        0 |--|      ok ax1
                        0      |--| ok rx[1]"""),
                list(
                        "forgets its own work some transactions later",
                        Level.STRONG_SESSION_SNAPSHOT_ISOLATION,
                        "G-single-session G-single-realtime",
                        """
                        0 |--|                ok ax1
                        0      |--|           ok ry[]
                        0           |--|      ok ry[]
                        0                |--| ok rx[]"""),
                list("a session whose transaction is of unknown outcome", NONE, "", """
                        0 |--|           info ax1
                        0      |--|      ok   rx[]
                        1           |--| ok   rx[1]"""),
                list(
                        "appends in an order against real time",
                        Level.STRONG_SNAPSHOT_ISOLATION,
                        "G0-realtime",
                        """
                        0 |--|           ok ax1
                        1      |--|      ok ax2
                        2           |--| ok rx[2,1]"""),
                list(
                        "reads what is appended later in real time",
                        Level.STRONG_SNAPSHOT_ISOLATION,
                        "G1c-realtime",
                        """
                        0 |--|           ok rx[1]
                        1      |--|      ok ax1"""),
                list(
                        "a lost append shows against real time",
                        Level.STRONG_SNAPSHOT_ISOLATION,
                        "G0-realtime G-single-realtime",
                        """
                        0 |--|           ok ax1
                        1      |--|      ok ax2
                        2           |--| ok rx[2]"""),
                list(
                        "a pivot that spans what real time orders",
                        Level.STRICT_SERIALIZABLE,
                        "G2-item-realtime",
                        """
                        0 |--|           ok ax1
                        1 |------------| ok rx[] ay1
                        2      |--|      ok ry[]"""),
                list("a pivot that spans two concurrent transactions", NONE, "", """
                        0 |-------|      ok ax1
                        1 |------------| ok rx[] ay1
                        2      |--|      ok ry[]"""),
                register(
                        "stale register",
                        Level.STRONG_SNAPSHOT_ISOLATION,
                        "G-single-realtime",
                        """
                        0 |--|      ok wx1
                        1      |--| ok rx_"""),
                register("a concurrent register", NONE, "", """
                        0 |--|      ok wx1
                        1   |--|    ok rx_"""));
    }
}
