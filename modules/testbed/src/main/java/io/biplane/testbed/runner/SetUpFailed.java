package io.biplane.testbed.runner;

/** The world of a scenario could not be set up: nothing was tested. */
final class SetUpFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SetUpFailed(String what, String why) {
        super("set-up failed at: " + what + ": " + why);
    }
}
