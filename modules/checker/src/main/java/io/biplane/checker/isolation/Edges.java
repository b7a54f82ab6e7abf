package io.biplane.checker.isolation;

/** Kinds of dependencies between transactions. */
final class Edges {
    /** The first wrote a version, the second the next one. */
    static final int WW = 1;
    /** The first wrote a version, the second read it. */
    static final int WR = 2;
    /** The first read a version, the second wrote a later one (anti-dependency). */
    static final int RW = 4;
    /** One session ran the first before the second. */
    static final int SESSION = 8;
    /** The first had returned before the second was invoked. */
    static final int REALTIME = 16;

    /** What follows from the data alone. */
    static final int DATA = WW | WR | RW;

    static final int ALL = DATA | SESSION | REALTIME;

    private Edges() {}

    /** The word for a kind: {@code ww}. */
    static String word(int kind) {
        return switch (kind) {
            case WW -> "ww";
            case WR -> "wr";
            case RW -> "rw";
            case SESSION -> "session";
            case REALTIME -> "realtime";
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }
}
