package io.biplane.testbed.runner;

import io.biplane.scenario.model.Refusal;

/** Compares what a step has to be refused with to what was said. */
final class Refusals {
    private Refusals() {}

    static boolean matches(Refusal wanted, String sqlState, String message) {
        return wanted instanceof Refusal.BySqlState byState
                ? byState.sqlState().equals(sqlState)
                : message.contains(((Refusal.ByText) wanted).fragment());
    }
}
