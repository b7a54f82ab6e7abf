package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingsSnapshot;

/** A tenant server as its statements see it; the answers are the newest this node has. */
public interface ServerView {
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
        return ClusterVersion.parse(settings().value(SettingNames.VERSION));
    }
}
