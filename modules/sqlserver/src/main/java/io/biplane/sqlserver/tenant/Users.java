package io.biplane.sqlserver.tenant;

import io.biplane.base.id.TenantId;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.exec.Promise;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.transaction.KvPort;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A tenant server's cache of users. It is cold when the server starts, which is part of what a restart costs. */
final class Users {
    private final TenantId tenant;
    private final TreeMap<String, Optional<String>> verifiers = new TreeMap<>();

    Users(TenantId tenant) {
        this.tenant = tenant;
    }

    /** What is known of the user: outer empty means nothing, inner empty means there is no such user. */
    Optional<Optional<String>> find(String user) {
        return Optional.ofNullable(verifiers.get(user));
    }

    /** Reads the user's row and keeps what it says; a user that is not there is not remembered. */
    Promise<Optional<String>> load(KvPort kv, String user) {
        return kv.send(List.of(new KvRequest.Get(SystemTables.user(tenant, user))))
                .map(reply -> {
                    if (!(reply instanceof BatchReply.Ok ok)) {
                        return Optional.empty();
                    }
                    Optional<String> verifier = ((KvResponse.Value)
                                    ok.responses().get(0))
                            .value()
                            .map(RowCodec::decodeOne);
                    if (verifier.isPresent()) {
                        verifiers.put(user, verifier);
                    }
                    return verifier;
                });
    }
}
