import type { Transaction } from '../../db/client';
import * as store from './store';

export type LaboratoryRecord = store.LaboratoryRow;
export type SiteRecord = store.SiteRow;
export type WardRecord = store.WardRow;
export type PrescriberRecord = store.PrescriberRow;

export const readLaboratories = (tx: Transaction): Promise<LaboratoryRecord[]> => store.laboratoryRows(tx);

/** Null when there is none. */
export const readLaboratory = async (tx: Transaction, id: string): Promise<LaboratoryRecord | null> => (await store.laboratoryRow(tx, id)) ?? null;

/** By FINESS number of the legal or geographic entity, as OBX-23 names an executing laboratory. */
export const readLaboratoryByFiness = async (tx: Transaction, finessNumber: string): Promise<LaboratoryRecord | null> =>
  (await store.laboratoryByFiness(tx, finessNumber)) ?? null;

export const readSites = (tx: Transaction): Promise<SiteRecord[]> => store.siteRows(tx);

/** The site that samples for a laboratory: its first one, until a connection profile tells sites apart. */
export const readSiteOfLaboratory = async (tx: Transaction, laboratoryId: string): Promise<SiteRecord | null> =>
  (await store.siteOfLaboratory(tx, laboratoryId)) ?? null;

/** By PV1-3.1 inside one legal entity: ward codes of two hospitals may be the same. */
export const readWardByCode = async (tx: Transaction, legalEntityId: string, code: string): Promise<WardRecord | null> =>
  (await store.wardByCode(tx, legalEntityId, code)) ?? null;

export const readWard = async (tx: Transaction, id: string): Promise<WardRecord | null> => (await store.wardRow(tx, id)) ?? null;

/** By RPPS number only: names never identify a prescriber. */
export const readPrescriberByRpps = async (tx: Transaction, rppsNumber: string): Promise<PrescriberRecord | null> =>
  (await store.prescriberByRpps(tx, rppsNumber)) ?? null;

export const readPrescriber = async (tx: Transaction, id: string): Promise<PrescriberRecord | null> => (await store.prescriberRow(tx, id)) ?? null;

export const readPrescribers = (tx: Transaction): Promise<PrescriberRecord[]> => store.prescriberRows(tx);

export const readWards = (tx: Transaction): Promise<WardRecord[]> => store.wardRows(tx);

export const readLegalEntities = (tx: Transaction): Promise<store.LegalEntityRow[]> => store.legalEntityRows(tx);

/** The prescribers of these numbers and ids, in one question; a name alone never identifies. */
export const readPrescribersAmong = (tx: Transaction, among: { rppsNumbers: readonly string[]; ids: readonly string[] }): Promise<PrescriberRecord[]> =>
  store.prescribersAmong(tx, among);

/** The wards of these codes, of whatever legal entity, and of these ids. */
export const readWardsAmong = (tx: Transaction, among: { codes: readonly string[]; ids: readonly string[] }): Promise<WardRecord[]> =>
  store.wardsAmong(tx, among);
