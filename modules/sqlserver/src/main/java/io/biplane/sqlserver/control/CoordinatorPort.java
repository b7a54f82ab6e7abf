package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.sql.exec.Promise;

import java.util.Optional;

/**
 * What a control-plane statement asks of the node it runs on, beyond its own transaction. Implemented by the session's actor,
 * which passes the question on and completes the promise when the answer comes.
 */
public interface CoordinatorPort {
    /** A question. */
    sealed interface Request {}

    /** The system's rows changed: read them anew here, and let the other nodes know. Answered when read. */
    enum RefreshSystem implements Request {
        INSTANCE
    }

    /** The virtual cluster's own rows changed: likewise. */
    enum RefreshOwn implements Request {
        INSTANCE
    }

    /** Make sure that every node knows the version and works by it. Answered when all do, or with a refusal. */
    record RaiseStorageVersion(ClusterVersion to) implements Request {}

    /** Wait until no live node has a SQL server of the virtual cluster. */
    record AwaitStopped(TenantId tenant) implements Request {}

    /** Asks; the answer is a refusal's text, or empty. */
    Promise<Optional<String>> ask(Request request);
}
