package io.biplane.kernel.network;

/** What all rules together say about one packet. */
final class Judgement {
    private String reason = "pass";
    private long delayNanos;
    private int copies;
    private boolean drop;
    private boolean corrupt;
    private boolean inOrder = true;

    void add(String rule, Verdict verdict) {
        if (verdict instanceof Verdict.Pass) {
            return;
        }
        reason = rule;
        if (verdict instanceof Verdict.Drop) {
            drop = true;
        } else if (verdict instanceof Verdict.Corrupt) {
            corrupt = true;
        } else if (verdict instanceof Verdict.Delay delay) {
            delayNanos += delay.nanos();
            inOrder &= delay.inOrder();
        } else if (verdict instanceof Verdict.Duplicate duplicate) {
            copies += duplicate.copies();
        } else {
            throw new IllegalStateException("no case for " + verdict);
        }
    }

    /** Name of the last rule that said anything but pass. */
    String reason() {
        return reason;
    }

    long delayNanos() {
        return delayNanos;
    }

    int copies() {
        return copies;
    }

    boolean isDrop() {
        return drop;
    }

    boolean isCorrupt() {
        return corrupt;
    }

    boolean isInOrder() {
        return inOrder;
    }
}
