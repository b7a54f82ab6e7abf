package io.biplane.testbed.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The load balancer's view of its backends. Pure: results of checks come in, picks go out. */
final class BackendPool {
    /** HAProxy: {@code fall} failed checks in a row take a server out. Source: its default of 3. */
    static final int FALL = 3;
    /** HAProxy: {@code rise} good checks in a row bring it back. Source: its default of 2. */
    static final int RISE = 2;

    private final List<Backend> backends = new ArrayList<>();
    private int nextPick;

    BackendPool(List<String> hosts) {
        hosts.forEach(host -> backends.add(new Backend(host)));
    }

    /** Hosts in their fixed order. */
    List<String> hosts() {
        return backends.stream().map(backend -> backend.host).toList();
    }

    /** Takes the result of a check in; true when the backend's state changed by it. */
    boolean checked(String host, boolean healthy) {
        Backend backend = find(host);
        if (healthy == backend.up) {
            backend.streak = 0;
            return false;
        }
        backend.streak++;
        if (backend.streak < (healthy ? RISE : FALL)) {
            return false;
        }
        backend.up = healthy;
        backend.streak = 0;
        return true;
    }

    boolean isUp(String host) {
        return find(host).up;
    }

    /** The next healthy backend, round robin, avoiding one host if another is healthy; empty when none is. */
    Optional<String> pick(String avoid) {
        Optional<String> avoided = Optional.empty();
        for (int i = 0; i < backends.size(); i++) {
            Backend backend = backends.get((nextPick + i) % backends.size());
            if (backend.up && backend.host.equals(avoid)) {
                avoided = Optional.of(backend.host);
            } else if (backend.up) {
                nextPick = (nextPick + i + 1) % backends.size();
                return Optional.of(backend.host);
            }
        }
        return avoided;
    }

    private Backend find(String host) {
        for (Backend backend : backends) {
            if (backend.host.equals(host)) {
                return backend;
            }
        }
        throw new IllegalArgumentException("no backend " + host);
    }

    private static final class Backend {
        final String host;
        /** Whether new connections go here; HAProxy takes servers to be up until checks say otherwise. */
        boolean up = true;
        /** Checks in a row that spoke against {@code up}; reset by one that agrees. */
        int streak;

        Backend(String host) {
            this.host = host;
        }
    }
}
