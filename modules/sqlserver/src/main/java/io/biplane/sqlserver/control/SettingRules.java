package io.biplane.sqlserver.control;

import io.biplane.settings.registry.SettingDefinition;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingScope;
import io.biplane.settings.registry.SettingType;
import io.biplane.settings.registry.SettingsRegistry;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.util.Optional;

/**
 * Who may see and set which cluster setting. Pure; refusals are thrown as {@link SqlException}. Source:
 * docs/reference/virtual-clusters.md §6, the table of actions and results.
 */
public final class SettingRules {
    private SettingRules() {}

    /** The setting, as far as the virtual cluster may know of it. */
    public static SettingDefinition visible(String name, boolean isSystem) {
        Optional<SettingDefinition> found = SettingsRegistry.instance().find(name);
        boolean isHidden =
                found.isPresent() && !isSystem && found.get().scope() == SettingScope.SYSTEM_ONLY;
        if (found.isEmpty() || isHidden) {
            throw unknown(name);
        }
        return found.get();
    }

    /** The setting, to be set by the virtual cluster itself. */
    public static SettingDefinition settable(
            String name, boolean isSystem, SettingsSnapshot settings) {
        Optional<SettingDefinition> found = SettingsRegistry.instance().find(name);
        if (isSystem) {
            return found.orElseThrow(() -> unknown(name));
        }
        boolean isHidden = found.isPresent() && found.get().scope() == SettingScope.SYSTEM_ONLY;
        if (isHidden && settings.bool(SettingNames.ERROR_TIP)) {
            throw SqlError.of(
                            SqlState.INSUFFICIENT_PRIVILEGE,
                            "cannot modify storage-level setting from virtual cluster")
                    .hint("Connect to the system interface and modify the cluster setting from"
                            + " there.")
                    .toException();
        }
        SettingDefinition setting = visible(name, false);
        if (setting.scope() == SettingScope.SYSTEM_VISIBLE) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "setting " + setting.name() + " is only settable by the operator");
        }
        if (settings.override(setting).isPresent()) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "cluster setting '" + setting.name()
                            + "' is currently overridden by the operator");
        }
        return setting;
    }

    /** The setting, to be overridden by the operator for another virtual cluster. */
    public static SettingDefinition overridable(String name) {
        SettingDefinition setting =
                SettingsRegistry.instance().find(name).orElseThrow(() -> unknown(name));
        if (setting.scope() == SettingScope.SYSTEM_ONLY) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    setting.name() + " is a system-only setting and must be set in the admin tenant"
                            + " using SET CLUSTER SETTING");
        }
        if (setting.name().equals(SettingNames.VERSION)) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "cannot set 'version' for tenants");
        }
        return setting;
    }

    /** The value in canonical notation. */
    public static String checkedValue(SettingDefinition setting, String text) {
        String value;
        try {
            value = setting.canonical(text);
        } catch (IllegalArgumentException broken) {
            throw new SqlException(SqlState.INVALID_TEXT_REPRESENTATION, broken.getMessage());
        }
        if (setting.type() == SettingType.DURATION && value.startsWith("-")) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot set " + setting.name() + " to a negative duration: " + value);
        }
        return value;
    }

    private static SqlException unknown(String name) {
        return new SqlException(
                SqlState.UNDEFINED_OBJECT, "unknown cluster setting '" + name + "'");
    }
}
