package io.biplane.sql.session;

import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.flow.FlowPort;

/**
 * What one session reaches the world through; no other session uses them.
 *
 * @param kv way to storage
 * @param flows way to the other instances of the virtual cluster
 * @param controlPlane the session's handle on the control plane
 */
public record SessionPorts(KvConnection kv, FlowPort flows, ControlPlane controlPlane) {}
