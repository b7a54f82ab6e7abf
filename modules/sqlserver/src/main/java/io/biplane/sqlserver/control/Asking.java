package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sql.exec.KvConnection;

/**
 * Who asks: the session whose statement is being carried out, and what its server knows.
 *
 * @param kv the session's own way to the ranges
 * @param operator the session's own way to the node
 * @param server what the session's server knows
 */
public record Asking(KvConnection kv, OperatorPort operator, Server server) {
    /** A tenant server as its statements see it; the answers are the newest this node has. */
    public interface Server {
        TenantId tenant();

        /** Name of the virtual cluster. */
        String name();

        /** Version of the process's binary. */
        ClusterVersion binary();

        /** Storage cluster version. */
        ClusterVersion storageVersion();

        SettingsSnapshot settings();

        HostServices services();

        /** The highest virtual cluster whose keyspace ends at a range border. */
        TenantId lastTenant();

        /** Active version of the virtual cluster. */
        default ClusterVersion version() {
            return ClusterVersion.parse(
                    settings().value(io.biplane.settings.registry.SettingNames.VERSION));
        }
    }
}
