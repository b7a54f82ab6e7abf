package io.biplane.sqlserver.tenant;

import io.biplane.settings.registry.SettingNames;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.drain.ServerDrain;
import io.biplane.sqlserver.session.SessionProtocol;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Carries {@link ServerDrain} out for a tenant server. Mutable: where the drain stands. */
final class ServerDrainer {
    private final TenantServerSetup setup;
    private final ServerState state;
    private final SqlInstance instance;
    private final Hands hands;
    private Optional<ServerDrain> drain = Optional.empty();

    /** What the drainer has its server do. */
    interface Hands {
        /** Clients' sessions that are left. */
        int sessions();

        /** Other nodes' flows that run here. */
        int flows();

        void tellSessions(SessionProtocol.Command command);

        /** Has {@link #advance} called after a time. */
        void lookAgain(Duration delay);

        /** The parent is to know. */
        void report(ServerDrain.Phase phase, int sessions);
    }

    ServerDrainer(TenantServerSetup setup, ServerState state, SqlInstance instance, Hands hands) {
        this.setup = setup;
        this.state = state;
        this.instance = instance;
        this.hands = hands;
    }

    boolean isDraining() {
        return drain.isPresent();
    }

    boolean refusesConnections() {
        return drain.isPresent() && drain.get().refusesConnections();
    }

    /** Begins, unless it has. */
    void begin() {
        if (drain.isEmpty()) {
            instance.showDraining();
            drain = Optional.of(ServerDrain.begin(limits(), now()));
            onPhase(drain.get());
        }
    }

    /** Goes on as far as what is left allows; true when the drain is over. */
    boolean advance() {
        ServerDrain before = drain.orElseThrow();
        ServerDrain after = before.advance(limits(), hands.sessions(), hands.flows(), now());
        drain = Optional.of(after);
        boolean isNext = after.phase() != before.phase();
        if (isNext) {
            onPhase(after);
        } else {
            lookAgain(after);
        }
        if (after.mustEndSessions(now())) {
            hands.tellSessions(new SessionProtocol.End("57P01", "server is shutting down"));
        }
        hands.report(after.phase(), hands.sessions());
        return after.isDone();
    }

    private ToLongFunction<ServerDrain.Phase> limits() {
        return phase -> switch (phase) {
            case UNREADY -> state.settings().durationNanos(SettingNames.INITIAL_WAIT);
            case CONNECTIONS -> state.settings().durationNanos(SettingNames.CONNECTIONS_TIMEOUT);
            case TRANSACTIONS, FLOWS ->
                state.settings().durationNanos(SettingNames.TRANSACTIONS_TIMEOUT);
            case DONE -> 0;
        };
    }

    private void onPhase(ServerDrain entered) {
        setup.services()
                .emit(new SqlServerChange.ServerDrainEntered(
                        setup.node(), state.name(), entered.phase()));
        lookAgain(entered);
        if (entered.phase().compareTo(ServerDrain.Phase.TRANSACTIONS) >= 0) {
            hands.tellSessions(SessionProtocol.Drain.INSTANCE);
        }
        if (entered.phase() == ServerDrain.Phase.FLOWS) {
            instance.gossip(true);
        }
    }

    private void lookAgain(ServerDrain at) {
        long waitNanos = at.nextLookAtNanos(now()) - now();
        hands.lookAgain(Duration.ofNanos(Math.max(0, waitNanos)));
    }

    private long now() {
        return setup.services().monotonicNanos();
    }
}
