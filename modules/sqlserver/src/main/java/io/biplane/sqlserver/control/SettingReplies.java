package io.biplane.sqlserver.control;

import io.biplane.settings.registry.SettingDefinition;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cluster settings as rows. Columns and order: docs/reference/virtual-clusters.md §6. */
final class SettingReplies {
    private SettingReplies() {}

    /**
     * One setting's value, in the type of the setting, as the modelled system does it.
     *
     * @param name of the column: the setting as it was asked for
     * @param value empty when another virtual cluster's was asked for and nothing overrides
     */
    static ControlReply one(String name, SettingDefinition setting, Optional<String> value) {
        boolean isNumber = setting.type().letter().equals("i") && value.isPresent();
        boolean isBool = setting.type().letter().equals("b") && value.isPresent();
        SqlType type = isNumber ? SqlType.INT8 : isBool ? SqlType.BOOL : SqlType.STRING;
        Object shown = orNull(value);
        if (isNumber) {
            shown = Long.parseLong(value.get());
        } else if (isBool) {
            shown = Boolean.parseBoolean(value.get());
        }
        return new ControlReply.Rows(
                List.of(new ControlReply.Column(name, type)),
                List.<Object[]>of(new Object[] {shown}));
    }

    /** {@code SHOW CLUSTER SETTINGS}. */
    static final class Own {
        private static final List<ControlReply.Column> COLUMNS = columns(
                "variable", "value", "setting_type", "description", "default_value", "origin");

        private final List<Object[]> rows = new ArrayList<>();

        /**
         * @param origin {@code default} or {@code override}
         */
        void add(SettingDefinition setting, String value, String origin) {
            rows.add(new Object[] {
                setting.name(),
                value,
                setting.type().letter(),
                setting.description(),
                setting.defaultValue(),
                origin
            });
        }

        ControlReply reply() {
            return new ControlReply.Rows(COLUMNS, rows);
        }
    }

    /** {@code SHOW CLUSTER SETTINGS FOR VIRTUAL CLUSTER …}. */
    static final class OfOther {
        private static final List<ControlReply.Column> COLUMNS =
                columns("variable", "value", "type", "origin", "description");

        private final List<Object[]> rows = new ArrayList<>();

        /**
         * @param value empty when nothing overrides, shown as NULL
         * @param origin {@code no-override}, {@code per-tenant-override} or {@code all-tenants-override}
         */
        void add(SettingDefinition setting, Optional<String> value, String origin) {
            rows.add(new Object[] {
                setting.name(),
                orNull(value),
                setting.type().letter(),
                origin,
                setting.description()
            });
        }

        ControlReply reply() {
            return new ControlReply.Rows(COLUMNS, rows);
        }
    }

    private static List<ControlReply.Column> columns(String... names) {
        List<ControlReply.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new ControlReply.Column(name, SqlType.STRING));
        }
        return List.copyOf(columns);
    }

    private static Object orNull(Optional<String> value) {
        return value.isPresent() ? value.get() : Null.NULL;
    }
}
