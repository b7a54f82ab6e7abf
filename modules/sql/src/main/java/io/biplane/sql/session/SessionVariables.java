package io.biplane.sql.session;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.plan.Distribution;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of one session. The map of current values is its only state. */
public final class SessionVariables {
    /**
     * Times a statement of its own is tried again after a conflict before the client sees 40001.
     */
    static final String AUTOMATIC_RETRIES = "automatic_retries_max";

    /** What may be done with a variable. */
    private enum Access {
        READ_ONLY,
        WRITABLE,
        BOOLEAN,
        NUMBER,
        /** One of {@link Distribution.Mode}'s words. */
        DISTRIBUTION
    }

    private record Variable(String initialValue, Access access) {}

    private static final SortedMap<String, Variable> KNOWN = known();

    private final TreeMap<String, String> values = new TreeMap<>();

    SessionVariables(TenantIdentity tenant, String user) {
        KNOWN.forEach((name, variable) -> values.put(name, variable.initialValue()));
        values.put("virtual_cluster_name", tenant.name());
        values.put("session_user", user);
    }

    /**
     * Names, initial values and access. Sources: PostgreSQL 15 manual ch. 20; CockroachDB "SET
     * (session setting)".
     */
    private static SortedMap<String, Variable> known() {
        TreeMap<String, Variable> known = new TreeMap<>();
        List<String> table = List.of(
                // name, initial value, access
                "application_name||WRITABLE",
                "automatic_retries_max|20|NUMBER",
                "client_encoding|UTF8|WRITABLE",
                "client_min_messages|notice|WRITABLE",
                "database|defaultdb|WRITABLE",
                "datestyle|ISO, MDY|WRITABLE",
                "default_transaction_isolation|serializable|READ_ONLY",
                "default_transaction_read_only|off|BOOLEAN",
                "distsql|auto|DISTRIBUTION",
                "extra_float_digits|1|NUMBER",
                "idle_in_transaction_session_timeout|0|WRITABLE",
                "integer_datetimes|on|READ_ONLY",
                "intervalstyle|postgres|WRITABLE",
                "search_path|\"$user\", public|WRITABLE",
                "server_encoding|UTF8|READ_ONLY",
                "server_version|13.0.0|READ_ONLY",
                "server_version_num|130000|READ_ONLY",
                "session_user||READ_ONLY",
                "sql_safe_updates|off|BOOLEAN",
                "standard_conforming_strings|on|READ_ONLY",
                "statement_timeout|0|WRITABLE",
                "timezone|UTC|WRITABLE",
                "transaction_isolation|serializable|READ_ONLY",
                "transaction_read_only|off|READ_ONLY",
                "virtual_cluster_name||READ_ONLY");
        for (String line : table) {
            String[] cells = line.split("\\|", -1);
            known.put(cells[0], new Variable(cells[1], Access.valueOf(cells[2])));
        }
        return Collections.unmodifiableSortedMap(known);
    }

    /** The value of a known variable. */
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw unknown(name, 0);
        }
        return value;
    }

    String value(Name name) {
        String value = values.get(name.text().toLowerCase(Locale.ROOT));
        if (value == null) {
            throw unknown(name.text(), name.position());
        }
        return value;
    }

    boolean isOn(String name) {
        return value(name).equals("on");
    }

    long number(String name) {
        return Long.parseLong(value(name));
    }

    /** What variable {@code distsql} says. Source: CockroachDB, "SET (session setting)". */
    Distribution.Mode distributionMode() {
        return Distribution.Mode.valueOf(value("distsql").toUpperCase(Locale.ROOT));
    }

    /** All variables by name. */
    SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(values);
    }

    void reset(Name name) {
        Variable variable = writable(name);
        values.put(name.text(), variable.initialValue());
    }

    void set(Name name, String value) {
        Variable variable = writable(name);
        values.put(name.text(), normalized(name, variable.access(), value));
    }

    private static String normalized(Name name, Access access, String value) {
        if (access == Access.BOOLEAN) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "on", "true", "yes", "1" -> "on";
                case "off", "false", "no", "0" -> "off";
                default -> throw invalid(name, value, "requires a Boolean value");
            };
        }
        if (access == Access.DISTRIBUTION) {
            for (Distribution.Mode mode : Distribution.Mode.values()) {
                if (mode.name().equalsIgnoreCase(value)) {
                    return mode.name().toLowerCase(Locale.ROOT);
                }
            }
            throw invalid(name, value, "must be one of off, auto, on, always");
        }
        if (access == Access.NUMBER && !value.matches("-?[0-9]{1,9}")) {
            throw invalid(name, value, "requires an integer value");
        }
        if (name.text().equals("timezone") && !isUtc(value)) {
            throw SqlError.unsupported("a time zone other than UTC", name.position())
                    .toException();
        }
        return value;
    }

    private static boolean isUtc(String value) {
        String zone = value.toLowerCase(Locale.ROOT);
        return zone.equals("utc")
                || zone.equals("etc/utc")
                || zone.equals("gmt")
                || zone.equals("0");
    }

    private static Variable writable(Name name) {
        Variable variable = KNOWN.get(name.text());
        if (variable == null) {
            throw unknown(name.text(), name.position());
        }
        if (variable.access() == Access.READ_ONLY) {
            throw new SqlException(
                    SqlState.CANT_CHANGE_RUNTIME_PARAM,
                    "parameter \"" + name.text() + "\" cannot be changed",
                    name.position());
        }
        return variable;
    }

    private static SqlException unknown(String name, int position) {
        return new SqlException(
                SqlState.UNDEFINED_OBJECT,
                "unrecognized configuration parameter \"" + name + "\"",
                position);
    }

    private static SqlException invalid(Name name, String value, String demand) {
        return SqlError.of(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "parameter \"" + name.text() + "\" " + demand)
                .at(name.position())
                .detail("Got: " + value)
                .toException();
    }
}
