package io.biplane.sql.admin;

import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.exec.Promise;

/**
 * One session's handle on the control plane: it knows whose session it is, and carries statements out with the session's own
 * transactions. A session submits one statement at a time, on its own thread, and waits.
 */
public interface ControlPlane {
    /**
     * Answers {@code statement}, which the session may make and which is {@linkplain ControlStatement#check
     * checked}. Expected refusals are {@link
     * ControlReply.Refused}; the promise itself fails only when the control plane cannot be
     * reached (08000) or the outcome is unknown (40003).
     */
    Promise<ControlReply> submit(ControlStatement statement);
}
