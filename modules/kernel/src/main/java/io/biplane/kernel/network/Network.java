package io.biplane.kernel.network;

import akka.actor.ActorRef;

import io.biplane.base.random.Latency;
import io.biplane.base.random.Streams;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.TraceEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The simulated network: directed links between machines, in-order connections, and the rules that
 * break them.
 *
 * <p>A packet is judged as it is sent: first the rules in the order they were added, then the
 * link's loss, then its latency.
 * What is on its way when a rule comes into force arrives; what arrives at a machine without power
 * is lost; what arrives where
 * no process or service listens is refused, and the sender learns of it over the same network.
 */
public final class Network {
    private final EventLoop loop;
    private final Streams streams;
    private final Topology topology = new Topology();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<ActiveRule> rules = new ArrayList<>();
    private final NetworkCounters counters = new NetworkCounters();
    private final AskReplies replies;
    private Link[][] links = new Link[0][];
    private UnaryOperator<Object> wireCheck = UnaryOperator.identity();
    private UnaryOperator<Object> corruptor = message -> null;

    public Network(EventLoop loop, Streams streams) {
        this.loop = loop;
        this.streams = streams;
        this.replies = new AskReplies(loop);
    }

    // ------------------------------------------------------------------ topology

    /** Plugs a machine in. */
    public Endpoint plug(String name, String region, String zone) {
        Endpoint endpoint = new Endpoint(endpoints.size(), name, region, zone);
        endpoints.add(endpoint);
        return endpoint;
    }

    /** Sets the links within a zone. */
    public void withinZone(Latency latency) {
        change(() -> topology.withinZone(LinkSpec.of(latency)));
    }

    /** Sets the links between zones of a region. */
    public void betweenZones(Latency latency) {
        change(() -> topology.betweenZones(LinkSpec.of(latency)));
    }

    /** Sets the links between regions that have no setting of their own. */
    public void betweenRegions(Latency latency) {
        change(() -> topology.betweenRegions(LinkSpec.of(latency)));
    }

    /** Sets all links to the same. */
    public void everywhere(LinkSpec spec) {
        change(() -> {
            topology.withinZone(spec);
            topology.betweenZones(spec);
            topology.betweenRegions(spec);
        });
    }

    /**
     * Sets the links between two regions, both ways; with one region twice, all links within it.
     */
    public void regions(String one, String other, Latency latency) {
        change(() -> topology.regions(one, other, LinkSpec.of(latency)));
    }

    /** Sets one directed link; before all other settings. Empty takes the setting back. */
    public void link(String from, String to, Optional<LinkSpec> spec) {
        change(() -> topology.link(from, to, spec));
    }

    /** The specification in force from one host to another. */
    public LinkSpec link(String from, String to) {
        return topology.between(endpoint(from), endpoint(to));
    }

    private void change(Runnable setting) {
        setting.run();
        for (int from = 0; from < links.length; from++) {
            for (int to = 0; to < links[from].length; to++) {
                if (links[from][to] != null) {
                    links[from][to].spec(topology.between(endpoints.get(from), endpoints.get(to)));
                }
            }
        }
    }

    /** The endpoint of that name. */
    public Endpoint endpoint(String name) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.name().equals(name)) {
                return endpoint;
            }
        }
        throw new IllegalArgumentException("there is no host " + name);
    }

    private Link link(Endpoint from, Endpoint to) {
        if (links.length < endpoints.size()) {
            Link[][] grown = new Link[endpoints.size()][];
            for (int i = 0; i < grown.length; i++) {
                Link[] row = i < links.length ? links[i] : new Link[0];
                grown[i] = java.util.Arrays.copyOf(row, endpoints.size());
            }
            links = grown;
        }
        Link link = links[from.index()][to.index()];
        if (link == null) {
            String stream = "network." + from.name() + "-" + to.name();
            link = new Link(from, to, topology.between(from, to), streams.stream(stream));
            links[from.index()][to.index()] = link;
        }
        return link;
    }

    // ------------------------------------------------------------------ rules

    /** Puts a rule in force. */
    public ActiveRule add(String name, Rule rule) {
        ActiveRule active = new ActiveRule(this, loop, name, rule);
        rules.add(active);
        loop.trace().fault(loop.nowNanos(), "", "network.rule", name);
        return active;
    }

    /** The rules in force, in the order they are asked. */
    public List<ActiveRule> rules() {
        return List.copyOf(rules);
    }

    /** Ends every rule. */
    public void heal() {
        for (ActiveRule rule : rules()) {
            rule.end();
        }
    }

    void remove(ActiveRule rule) {
        if (rules.remove(rule)) {
            loop.trace().fault(loop.nowNanos(), "", "network.heal", rule.name());
        }
    }

    void endAt(ActiveRule rule, long atNanos) {
        loop.at(atNanos, new SimEvent() {
            @Override
            public void fire() {
                remove(rule);
            }
        });
    }

    /** Cuts both directions between two groups of hosts. */
    public ActiveRule partition(Collection<String> one, Collection<String> other) {
        TreeSet<String> left = known(one);
        TreeSet<String> right = known(other);
        String name = "partition(" + String.join(",", left) + "|" + String.join(",", right) + ")";
        return add(
                name,
                packet -> drop((left.contains(packet.from()) && right.contains(packet.to()))
                        || (right.contains(packet.from()) && left.contains(packet.to()))));
    }

    /** Cuts one direction: what {@code from} sends to {@code to} is lost. */
    public ActiveRule oneWay(Collection<String> from, Collection<String> to) {
        TreeSet<String> senders = known(from);
        TreeSet<String> receivers = known(to);
        String name =
                "one-way(" + String.join(",", senders) + ">" + String.join(",", receivers) + ")";
        return add(
                name,
                packet -> drop(senders.contains(packet.from()) && receivers.contains(packet.to())));
    }

    /** Cuts one direction between two hosts. */
    public ActiveRule oneWay(String from, String to) {
        return oneWay(List.of(from), List.of(to));
    }

    /** Cuts a host off from all others, both ways. */
    public ActiveRule isolate(String host) {
        endpoint(host);
        return add(
                "isolate(" + host + ")",
                packet -> drop(packet.from().equals(host) || packet.to().equals(host)));
    }

    /** Delays everything that one group sends to another by a fixed time, in order. */
    public ActiveRule delay(Collection<String> from, Collection<String> to, long nanos) {
        TreeSet<String> senders = known(from);
        TreeSet<String> receivers = known(to);
        String name = "delay(" + String.join(",", senders) + ">" + String.join(",", receivers) + ","
                + nanos + "ns)";
        Verdict verdict = Verdict.delay(nanos);
        return add(
                name,
                packet -> senders.contains(packet.from()) && receivers.contains(packet.to())
                        ? verdict
                        : Verdict.PASS);
    }

    /**
     * Loses a share of what one group sends to another.
     *
     * @param probability 0 … 1, drawn from the stream {@code fault.<name of the rule>}
     */
    public ActiveRule lose(Collection<String> from, Collection<String> to, double probability) {
        TreeSet<String> senders = known(from);
        TreeSet<String> receivers = known(to);
        String name = "lose(" + String.join(",", senders) + ">" + String.join(",", receivers) + ")";
        var random = streams.stream("fault." + name);
        return add(
                name,
                packet -> drop(senders.contains(packet.from())
                        && receivers.contains(packet.to())
                        && random.chance(probability)));
    }

    private static Verdict drop(boolean condition) {
        return condition ? Verdict.DROP : Verdict.PASS;
    }

    private TreeSet<String> known(Collection<String> hosts) {
        hosts.forEach(this::endpoint);
        return new TreeSet<>(hosts);
    }

    /**
     * Passes every message through {@code check} as it is sent: a mode that serializes and re-reads
     * each one with the real
     * serializers, so that nothing is shared by accident. What it throws stops the run.
     */
    public void wireCheck(UnaryOperator<Object> check) {
        wireCheck = check;
    }

    /**
     * What becomes of a corrupted message; a result of null (the default) means the receiver's
     * checksum refuses it.
     */
    public void corruptor(UnaryOperator<Object> damage) {
        corruptor = damage;
    }

    /** What the network has done so far. */
    public NetworkCounters counters() {
        return counters;
    }

    // ------------------------------------------------------------------ sending

    /** Prepares a message to a service of another host; {@link #send} sends it. */
    public Packet toService(Peer from, Endpoint to, String service, Object message) {
        return new Packet.ForService(this, from, to, service, wireCheck.apply(message));
    }

    /** Prepares the outcome of an ask, see {@code SimulationContext.carryReply}. */
    public Packet toAsker(
            Peer from, Peer asker, Object outcome, Runnable arrive, Runnable timeOut) {
        AskReply reply = replies.open(asker, () -> loop.ready(asker, timeOut));
        return new Packet.ForAsker(this, from, asker, outcome, arrive, reply);
    }

    /** Prepares a message to an actor of another process; {@link #send} sends it. */
    public Packet toActor(
            Peer from, Peer target, ActorRef receiver, Object message, ActorRef sender) {
        boolean internal = message.getClass().getName().startsWith("akka.");
        Object onWire = internal ? message : wireCheck.apply(message);
        Optional<AskReply> reply = replies.ifReply(target, receiver, message);
        return new Packet.ForActor(this, from, target, receiver, onWire, sender, reply);
    }

    /** A running task answered an ask of {@code asker}, whose time-out was due at that instant. */
    public void askAnswered(Peer asker, long timeoutAtNanos) {
        replies.answered(asker, timeoutAtNanos);
    }

    void refuse(Packet refused) {
        if (refused.from.isAlive()) {
            String host = refused.to.name();
            Peer self = refused.to.processOrNull();
            counters.refused();
            sendFrom(
                    refused.to, new Packet.Lost(this, self, refused.from, host, refused.service()));
        }
    }

    void connect(Peer from, Peer to) {
        if (!to.isConnectedTo(from)) {
            to.connect(from);
            from.connect(to);
        }
    }

    /** A process died while its machine stays up: every peer it spoke with gets a reset. */
    public void processDied(Peer dead) {
        for (Peer contact : dead.takeContacts()) {
            if (contact != null && contact.isAlive() && contact.isConnectedTo(dead)) {
                contact.disconnect(dead);
                sendFrom(
                        dead.endpoint(), new Packet.Lost(this, dead, contact, dead.hostName(), ""));
            }
        }
        forgetConnections(dead.endpoint());
    }

    /** A machine lost power: nobody hears of it. */
    public void machineDied(Peer dead) {
        for (Peer contact : dead.takeContacts()) {
            if (contact != null) {
                contact.disconnect(dead);
            }
        }
        forgetConnections(dead.endpoint());
    }

    private void forgetConnections(Endpoint endpoint) {
        for (int i = 0; i < links.length; i++) {
            for (int j = 0; j < links[i].length; j++) {
                boolean touches = i == endpoint.index() || j == endpoint.index();
                if (touches && links[i][j] != null) {
                    links[i][j].reconnect();
                }
            }
        }
    }

    /** Sends a prepared packet. */
    public void send(Packet packet) {
        sendFrom(packet.from.endpoint(), packet);
    }

    private void sendFrom(Endpoint from, Packet packet) {
        Link link = link(from, packet.to);
        Object message = packet.message();
        int bytes = message instanceof Transport.Sized sized
                ? sized.wireBytes()
                : Transport.DEFAULT_WIRE_BYTES;
        counters.sent(bytes);
        if (rules.isEmpty()) {
            if (link.loses()) {
                lost(from, link, packet, "lost");
            } else {
                pass(from, link, packet, bytes, 0, true);
            }
            return;
        }
        judge(from, link, packet, bytes);
    }

    private void judge(Endpoint from, Link link, Packet packet, int bytes) {
        PacketView view = new PacketView(
                from.name(),
                packet.to.name(),
                packet.service(),
                packet.message(),
                bytes,
                loop.nowNanos());
        Judgement judgement = new Judgement();
        for (int i = 0; i < rules.size() && !judgement.isDrop(); i++) {
            ActiveRule rule = rules.get(i);
            if (rule.isInForce()) {
                judgement.add(rule.name(), rule.rule().decide(view));
            }
        }
        if (judgement.isDrop()) {
            lost(from, link, packet, judgement.reason());
            return;
        }
        if (link.loses()) {
            lost(from, link, packet, "lost");
            return;
        }
        Packet travelling = packet;
        if (judgement.isCorrupt()) {
            Object damaged = corruptor.apply(packet.message());
            if (damaged == null) {
                lost(from, link, packet, judgement.reason());
                return;
            }
            travelling = packet.copy(damaged);
        }
        boolean inOrder = judgement.isInOrder();
        pass(from, link, travelling, bytes, judgement.delayNanos(), inOrder);
        for (int copy = 0; copy < judgement.copies(); copy++) {
            Packet again = travelling.copy(travelling.message());
            pass(from, link, again, bytes, judgement.delayNanos(), inOrder);
        }
    }

    private void pass(
            Endpoint from, Link link, Packet packet, int bytes, long extra, boolean inOrder) {
        long now = loop.nowNanos();
        long arrival = link.arrival(now, bytes, extra, inOrder);
        loop.trace()
                .packet(
                        now,
                        from.name(),
                        packet.to.name(),
                        packet.message(),
                        "pass",
                        arrival,
                        link.traceWord());
        loop.at(arrival, packet);
    }

    private void lost(Endpoint from, Link link, Packet packet, String reason) {
        counters.dropped();
        loop.trace()
                .packet(
                        loop.nowNanos(),
                        from.name(),
                        packet.to.name(),
                        packet.message(),
                        reason,
                        TraceEvent.PacketVerdict.NEVER,
                        ~link.traceWord());
    }

    /** Lets every endpoint be seen, in the order they were plugged in. */
    public void forEachEndpoint(Consumer<Endpoint> action) {
        endpoints.forEach(action);
    }
}
