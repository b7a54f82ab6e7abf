package io.biplane.sqlserver.control;

import io.biplane.base.invariant.Invariant;

import java.util.Optional;

/**
 * Whose statement a tenant server's shared SQL code works for at this moment. Sessions enter before they call into SQL; all
 * run on the node's one thread, and a session's promises complete within its own actor, so the last to enter is the one.
 */
public final class CurrentAsking {
    private Optional<Asking> current = Optional.empty();

    public void enter(Asking asking) {
        current = Optional.of(asking);
    }

    public Asking current() {
        Invariant.check(current.isPresent(), "a control-plane statement outside any session");
        return current.get();
    }
}
