package io.biplane.sqlserver.control;

import io.biplane.kv.server.ServiceMode;
import io.biplane.sql.ast.ControlStatement.ServiceAction;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sqlserver.record.DataState;
import io.biplane.sqlserver.record.TenantRecord;

/**
 * What a statement about a service does in each mode. Pure. Source: the table of docs/reference/virtual-clusters.md §4.
 *
 * <pre>
 *   from       START SHARED   START EXTERNAL   STOP
 *   none       shared         external         nothing
 *   shared     nothing        55000            stopping, then none
 *   external   55000          nothing          stopping, then none
 *   stopping   55000          55000            keeps waiting
 * </pre>
 */
public final class ServiceRules {
    private ServiceRules() {}

    /** What is to be done. */
    public sealed interface Decision {}

    /** Nothing; the statement succeeds. */
    enum Nothing implements Decision {
        INSTANCE
    }

    /** Write the mode. */
    record Enter(ServiceMode mode) implements Decision {}

    /** Write {@code stopping} unless it stands there, wait until no server is left, write {@code none}. */
    enum StopAndWait implements Decision {
        INSTANCE
    }

    /** Not possible. */
    record Refuse(SqlError error) implements Decision {}

    /** Decides about one statement. */
    public static Decision decide(TenantRecord tenant, ServiceAction action) {
        if (action == ServiceAction.STOP) {
            return tenant.serviceMode() == ServiceMode.NONE
                    ? Nothing.INSTANCE
                    : StopAndWait.INSTANCE;
        }
        ServiceMode wanted =
                action == ServiceAction.START_SHARED ? ServiceMode.SHARED : ServiceMode.EXTERNAL;
        ServiceMode now = tenant.serviceMode();
        if (now == wanted) {
            return Nothing.INSTANCE;
        }
        if (now == ServiceMode.STOPPING) {
            return refuse("service currently stopping, cannot start service until stop has"
                    + " completed");
        }
        if (now != ServiceMode.NONE) {
            return new Refuse(
                    error("cannot change service mode " + now + " to " + wanted + " directly")
                            .hint("Use ALTER VIRTUAL CLUSTER STOP SERVICE before changing the"
                                    + " service mode."));
        }
        if (tenant.dataState() != DataState.READY) {
            return refuse("cannot use tenant service mode " + wanted + " with data state "
                    + tenant.dataState().word());
        }
        return new Enter(wanted);
    }

    private static Refuse refuse(String message) {
        return new Refuse(error(message));
    }

    private static SqlError error(String message) {
        return SqlError.of(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
    }
}
