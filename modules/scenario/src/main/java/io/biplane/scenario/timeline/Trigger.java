package io.biplane.scenario.timeline;

import java.math.BigDecimal;

/** When a step fires. */
public sealed interface Trigger {
    /** At a virtual time from scenario zero. */
    record At(long atNanos) implements Trigger {
        @Override
        public String toString() {
            String seconds = BigDecimal.valueOf(atNanos, 9).stripTrailingZeros().toPlainString();
            return "at " + seconds + "s";
        }
    }

    /**
     * The moment the condition first holds, plus a delay. Checked after every event from scenario
     * zero on; a step whose condition never held makes the run inconclusive.
     */
    record When(Condition condition, long delayNanos) implements Trigger {
        @Override
        public String toString() {
            return "when the state at " + condition.mark() + " holds";
        }
    }

    /**
     * When another step has completed (a drain has ended, a node serves again, a fault was healed),
     * plus a delay. With a group id of a repeated step: when its last firing has completed.
     */
    record After(String stepId, long delayNanos) implements Trigger {
        @Override
        public String toString() {
            return "after " + stepId;
        }
    }
}
