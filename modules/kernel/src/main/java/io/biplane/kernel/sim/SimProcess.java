package io.biplane.kernel.sim;

import akka.actor.ActorRef;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.cpu.Cpu;
import io.biplane.kernel.disk.ProcessDisk;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.Outbox;
import io.biplane.kernel.network.Endpoint;
import io.biplane.kernel.network.Network;
import io.biplane.kernel.network.Packet;
import io.biplane.kernel.network.Peer;
import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.StateChange;

/**
 * One incarnation of a host's process: the services its actors see, and the place where the event
 * loop, the network and the CPU
 * meet. Everything runs on the simulation's thread.
 */
final class SimProcess extends Peer implements HostServices {
    private final Simulation simulation;
    private final Host host;
    private final Network network;
    private final EventLoop loop;
    private final Cpu cpu;
    private final Disk disk;
    private final SimTransport transport;

    SimProcess(Simulation simulation, Host host, Endpoint endpoint) {
        super(simulation.loop(), endpoint);
        this.simulation = simulation;
        this.host = host;
        this.network = simulation.network();
        this.loop = simulation.loop();
        this.cpu = host.cpu();
        this.disk = new ProcessDisk(host.disk(), this);
        this.transport = new SimTransport(this);
    }

    /** Ends this incarnation. */
    void die() {
        end();
    }

    // ------------------------------------------------------------------ event loop

    @Override
    public void run(Runnable task) {
        cpu.run(this, task);
    }

    @Override
    public long taskNowNanos() {
        return loop.nowNanos() + (loop.running() == this ? cpu.taskElapsedNanos() : 0);
    }

    @Override
    public boolean holdsTimers(SimEvent due) {
        return cpu.holdTimer(due);
    }

    @Override
    public void actorFailed(Throwable cause) {
        if (simulation.isStoppedBy(cause)) {
            loop.fail(cause);
        }
    }

    // ------------------------------------------------------------------ sending

    @Override
    public void receiveAcross(ActorRef receiver, Object message, ActorRef sender) {
        SimProcess from = (SimProcess) loop.running();
        if (!from.isAlive()) {
            return;
        }
        from.sendPacket(network.toActor(from, this, receiver, message, sender), message);
    }

    @Override
    public void receiveReply(Object outcome, Runnable arrive, Runnable timeOut) {
        SimProcess from = (SimProcess) loop.running();
        if (from.isAlive()) {
            from.sendPacket(network.toAsker(from, this, outcome, arrive, timeOut), outcome);
        }
    }

    @Override
    public void timerCancelledAcross(long dueAtNanos) {
        network.askAnswered(this, dueAtNanos);
    }

    void send(String toHost, String service, Object message) {
        if (!isAlive()) {
            return;
        }
        if (toHost.equals(hostName())) {
            if (!transport.deliver(service, message)) {
                transport.peerLost(toHost, service);
            }
            return;
        }
        sendPacket(network.toService(this, network.endpoint(toHost), service, message), message);
    }

    private void sendPacket(Packet packet, Object message) {
        if (cpu.costs().packetNanos() > 0) {
            int bytes = message instanceof Transport.Sized sized
                    ? sized.wireBytes()
                    : Transport.DEFAULT_WIRE_BYTES;
            cpu.charge(cpu.costs().sendNanos(bytes));
        }
        Outbox outbox = loop.outbox();
        if (outbox == null) {
            network.send(packet);
        } else {
            outbox.add(() -> network.send(packet));
        }
    }

    // ------------------------------------------------------------------ receiving

    @Override
    protected boolean receive(String service, Object message) {
        return transport.deliver(service, message);
    }

    @Override
    protected void receive(ActorRef receiver, Object message, ActorRef sender) {
        receiver.tell(message, sender);
    }

    @Override
    protected void peerLost(String lostHost, String service) {
        transport.peerLost(lostHost, service);
    }

    // ------------------------------------------------------------------ services

    @Override
    public long monotonicNanos() {
        return taskNowNanos();
    }

    @Override
    public long wallNanos() {
        return host.clock().wallNanos() + (taskNowNanos() - loop.nowNanos());
    }

    @Override
    public void charge(long cpuNanos) {
        if (isAlive()) {
            cpu.charge(cpuNanos);
        }
    }

    @Override
    public SimRandom random(String stream) {
        return simulation.random(stream + "." + hostName());
    }

    @Override
    public Disk disk() {
        return disk;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public void exit() {
        host.exited(this);
    }

    @Override
    public void emit(StateChange change) {
        if (isAlive()) {
            loop.trace().stateChanged(loop.nowNanos(), hostName(), change);
        }
    }
}
