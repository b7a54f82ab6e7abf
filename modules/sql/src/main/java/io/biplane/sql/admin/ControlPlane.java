package io.biplane.sql.admin;

import io.biplane.sql.exec.Promise;

/**
 * Port to the control plane, implemented by the cluster module. A session submits one request at a
 * time, on its own thread, and waits.
 */
public interface ControlPlane {
    /**
     * Answers {@code request} for a session of {@code tenant}. Expected refusals are {@link
     * ControlReply.Refused}; the promise itself fails only when the control plane cannot be
     * reached (08000) or the outcome is unknown (40003).
     */
    Promise<ControlReply> submit(TenantIdentity tenant, ControlRequest request);
}
