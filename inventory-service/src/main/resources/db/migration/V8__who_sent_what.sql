-- Which operator has said that a parcel left, and that it arrived.
ALTER TABLE shipment
    ADD COLUMN dispatched_by uuid,
    ADD COLUMN delivered_by uuid;
